"""Parts of the pages about leads: meetings, and the specialist's list."""
