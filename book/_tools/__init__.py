"""What is made from the book besides its pages."""
