"""Who may call an API: tokens and those who issue them, signatures and those who sign, keys of usage plans."""
