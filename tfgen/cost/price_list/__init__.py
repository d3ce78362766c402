"""AWS's Price List, read into a cache of prices."""
