"""What works without a connection: the service worker, the app's manifest, the kept plan."""
