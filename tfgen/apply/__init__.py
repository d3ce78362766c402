"""What was reviewed is applied, and nothing else; an apply that ended halfway is told and gone on with."""
