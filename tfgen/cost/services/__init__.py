"""What each AWS service bills for a stack, one file for each."""
