"""What the administrators of security and audit look at: the trail, the accounts, the changes of rights. No models of its own."""
