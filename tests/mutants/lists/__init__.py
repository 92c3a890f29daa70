"""One list per app, or one per subject where an app has many."""
