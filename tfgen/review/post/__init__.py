"""A review as a comment of a pull request, by the API of the platform."""
