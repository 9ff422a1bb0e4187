"""Many agreements at once: from files or a roster to a folder of drafts with its register."""
