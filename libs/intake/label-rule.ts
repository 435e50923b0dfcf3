type Labels = Readonly<Record<string, string>>;

/** What is done to the labels of an alert before anything follows from them. */
export type LabelRule = {
  /** Of the labels as they came: such an alert is none. */
  readonly ignores: (labels: Labels) => boolean;
  readonly dropLabels: readonly string[];
  /** Severities by what the label says. */
  readonly severity: Readonly<Record<string, string>>;
};
export const NO_LABEL_RULE: LabelRule = { ignores: () => false, dropLabels: [], severity: {} };

/** Without the dropped ones: what an alert is identified by. The same labels where none is dropped. */
export function withoutDropped(labels: Labels, { dropLabels }: LabelRule): Labels {
  if (!dropLabels.some((name) => Object.hasOwn(labels, name))) return labels;
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !dropLabels.includes(name)));
}

/** With the severity that the rule makes of the label's. */
export function withSeverity(labels: Labels, { severity }: LabelRule): Labels {
  const told = labels.severity;
  const meant = told !== undefined && Object.hasOwn(severity, told) ? severity[told] : undefined;
  return meant === undefined ? labels : { ...labels, severity: meant };
}
