"""The steps of the pipeline, one file each (see README.md), and the tables that those in Python read and make."""
