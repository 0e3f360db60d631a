export const firstNames = [
  "Amara",
  "Benoît",
  "Chidi",
  "Dalia",
  "Émilie",
  "Farid",
  "Grace",
  "Hana",
  "Ivan",
  "Jo-Anne",
  "Kiran",
  "Léa",
  "Mateo",
  "Nuria",
  "Owen",
  "Priya",
  "Quentin",
  "Rosa",
  "Siobhán",
  "Tomasz",
  "Uma",
  "Viktor",
  "Wanda",
  "Yusuf",
  "Zoë",
] as const;

export const lastNames = [
  "Abebe",
  "Bouchard",
  "Cardinal",
  "Dhaliwal",
  "Etxeberria",
  "Fournier",
  "Gladue",
  "Hrycun",
  "Idris",
  "Jørgensen",
  "Kowalchuk",
  "Lafleur",
  "McTavish",
  "Nguyen",
  "O'Brien",
  "Petrenko",
  "Quill",
  "Rahman",
  "Søndergaard",
  "Tremblay",
] as const;

export const streets = [
  "Whyte Avenue NW",
  "Jasper Avenue",
  "118 Avenue NW",
  "Saskatchewan Drive NW",
  "Ada Boulevard NW",
  "99 Street NW",
] as const;

/** Title, slug and status of every campaign the app shows. */
export const campaigns = [
  ["Keep the night bus", "keep-the-night-bus", "active"],
  ["A library in every ward", "a-library-in-every-ward", "active"],
  ["Warm homes: fix the code", "warm-homes", "active"],
  ["Safe crossings now", "safe-crossings-now", "paused"],
  ["Rivers are not drains", "rivers-are-not-drains", "active"],
  ["Transit for “everyone” — 24/7", "transit-for-everyone", "draft"],
  ["Écoles: moins d’élèves par classe", "ecoles-moins-d-eleves", "active"],
  ["Clinic hours", "clinic-hours", "archived"],
  ["Trees for 118 Avenue", "trees-for-118-avenue", "active"],
  ["Fair fares 🚌", "fair-fares", "active"],
  ["Open the rink", "open-the-rink", "archived"],
] as const;

export const levels = ["Federal", "Provincial", "Municipal", "School Board"] as const;

export const comments = [
  "Thank you!",
  "They did answer, but not the question.",
  'Line one\nline two\n\n"quoted", and a tab:\there',
  "C:\\scans\\letter (final).pdf \\n is not a newline",
  "Très bien 🙏",
  "",
] as const;

export const notes = [
  "Side door, ring twice",
  "Has a dog\n(friendly)",
  'Wants a sign "as soon as possible"',
  "Suite 4, buzzer #12; call first",
] as const;
