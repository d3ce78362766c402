"""What moto lacks for the modules, one file per service; each says what moto does and what AWS does.

A test in tests/emulator/mends fails when moto no longer needs a mend, which can then be deleted.
"""
