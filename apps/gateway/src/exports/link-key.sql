-- The secret that all gateways share.
SELECT secret FROM link_key
