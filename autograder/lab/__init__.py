"""The lab in a page: what runs in the browser, and the practice packs that it judges by."""
