"""Where the regions, cities and edges are, and how long a packet takes between them."""
