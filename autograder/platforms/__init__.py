"""Other people's platforms: what they let an instructor download, and what they take back."""
