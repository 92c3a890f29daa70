"""What a jury sees of a file, rebuilt from what one sees of it: pixels, and the words that stand where something is seen.

Files come from strangers. They are read in a process of its own (`__main__`), with a limit of time and memory, without Django and without a secret in reach;
nothing of a file reaches the new one but colours of pixels, and words that were read from the page and hide no name.
"""
