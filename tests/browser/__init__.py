"""In Chromium, against the running application."""
