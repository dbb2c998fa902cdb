"""Words of leads and of the path of a sale: a module for each page, codes and columns beside them."""
