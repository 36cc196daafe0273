"""Whether joining the platform pays, for systems that are not on it yet; and whether it paid."""
