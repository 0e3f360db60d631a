export const firstNames = [
  "Abigail",
  "Benedict",
  "Chidi",
  "Dorothea",
  "Elías",
  "Faith",
  "Gideon",
  "Hannah",
  "Isaac",
  "Joy",
  "Keziah",
  "Lukas",
  "Miriam",
  "Noël",
  "Ophelia",
] as const;

export const lastNames = [
  "Adeyemi",
  "Brandt",
  "Castellano",
  "Dlamini",
  "Engström",
  "Fontaine",
  "Grigoryan",
  "Hollis",
  "Ivers",
  "Jovanović",
  "Kamau",
] as const;

export const prayerOpenings = [
  "Please pray for",
  "I ask for prayers for",
  "Lord, be near to",
  "Would you lift up",
  "Prayers for",
  "Giving thanks for",
] as const;

export const prayerSubjects = [
  "my grandmother's recovery after her fall",
  "our neighbor who lost his job in March",
  "peace between my two brothers",
  "a friend waiting for test results",
  "the families after the flood",
  "my daughter's first year away from home",
  "wisdom in a hard decision at work",
  "those who grieve tonight",
  "our small church and its leaky roof",
  "patience; I have very little left",
  'a colleague who says she is "fine" and is not',
  "safe travel over the mountains",
] as const;

export const prayerEndings = [
  "Thank you all.",
  "It has been a long winter.",
  "She would be glad to know you prayed.\nSo would I.",
  "We meet the doctor on Tuesday.",
  "Your words last month carried us 🙏",
  "Amen.",
] as const;

/** Prayers of fewer than ten characters, which the target's own rule would refuse. */
export const shortPrayers = ["Help", "Peace", "🙏", "For Mom", "Rain!", "Job"] as const;

export const generatedOpenings = [
  "Heavenly Father, we lift up",
  "Lord, hear us as we pray for",
  "Gracious God, hold",
] as const;

export const projectTags = ["healing", "family", "work", "thanksgiving"] as const;

export const testimonies = [
  "She is home again.",
  "He starts on Monday!",
  "We talked for the first time in a year.",
  "The results were clear. Thank you.",
] as const;

export const devices = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
  "Mozilla/5.0 (X11; Linux x86_64)",
] as const;
