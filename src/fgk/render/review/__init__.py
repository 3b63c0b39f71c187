"""What a review has found, as a comment on a merge request."""
