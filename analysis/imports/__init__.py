"""Files brought in: judged, taken, tried, undone, watched for; what each delivery changed."""
