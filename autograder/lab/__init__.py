"""The lab in a page: what runs in the reader's browser, and the practice packs that it judges by."""
