export { isTooDeep } from './depth.js';
export {
  type Draft,
  describedBy,
  draftOf,
  FINGERPRINT,
  type Fields,
  fingerprintIn,
  isFields,
  type Placeable,
  placeableOf,
  type Reason,
  receiverOf,
  sentDraft,
  textOr,
} from './draft.js';
export { type LabelRule, NO_LABEL_RULE, withSeverity } from './label-rule.js';
export { isForeign, organizationsOf, place, type Systems, tenantsOf } from './place.js';
export { type Replayed, replayAlone, replayNews } from './replay.js';
export { sift } from './sift.js';
export { readSilence } from './silence.js';
export { systemsNeeded, systemsOf } from './systems.js';
