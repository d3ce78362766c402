"""What moto lacks for the modules, one file per topic; each says what moto does and what AWS does.

A test in tests/component/emulator/patches fails when moto no longer needs a patch, which can then be deleted.
"""
