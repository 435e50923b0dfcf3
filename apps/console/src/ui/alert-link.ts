type Named = { readonly alert_id?: string; readonly organization_id: string; readonly fingerprint: string };

/** The page of an alert: by its id. */
export const alertLink = ({ alert_id, organization_id, fingerprint }: Named): string =>
  `/alerts/${alert_id ?? `by/${encodeURIComponent(organization_id)}/${encodeURIComponent(fingerprint)}`}`;
