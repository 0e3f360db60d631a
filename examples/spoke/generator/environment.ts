/** What MoveOn's Spoke reads from its environment; the variables are those of the documented set-up. Nothing is real. */
export const environment = {
  TWILIO_API_KEY: "AC5f0c0ffee00000000000000000000001",
  TWILIO_AUTH_TOKEN: "spoke-twilio-token-e1c5b7",
  TWILIO_MESSAGE_SERVICE_SIDS: "MG000000000000000000000000000000a1,MG000000000000000000000000000000a2",
  /** Stands before `_2` once the names are sorted. */
  TWILIO_MESSAGE_SERVICE_SIDS_10: "MG000000000000000000000000000000c1",
  TWILIO_MESSAGE_SERVICE_SIDS_2: " MG000000000000000000000000000000b1 , MG000000000000000000000000000000b2",
} as const;

/** In the order in which Spoke counts them. */
export const sharedServices = ["a1", "a2", "c1", "b1", "b2"].map((end) => `MG${"0".repeat(30)}${end}`);

/** The service an organisation names in its features, which then is its only one. */
export const ownService = `MG${"0".repeat(30)}d1`;

/** Texts that may stand in nothing the migration writes. */
export const secretMarkers = [environment.TWILIO_AUTH_TOKEN, "ak-secret-9d41f0", "log-only-", "job-payload-"] as const;
