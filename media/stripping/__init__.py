"""Takes places, people, devices and times out of pictures, recordings and videos as they come in."""
