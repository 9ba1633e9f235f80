"""Pages of networks: looking, joining and sharing."""
