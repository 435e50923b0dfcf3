-- Notes that every month is kept.
DELETE FROM alert_retention
