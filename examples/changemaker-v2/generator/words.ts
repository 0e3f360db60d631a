export const firstNames = [
  "Aaliyah",
  "Bram",
  "Céline",
  "Dion",
  "Esi",
  "Farouk",
  "Gwen",
  "Hamza",
  "Inès",
  "Jonas",
  "Kiri",
  "Lucía",
  "Mateus",
  "Noor",
  "Oksana",
  "Pavel",
  "Raven",
  "Sunniva",
  "Tavish",
  "Wanjiru",
];

export const lastNames = [
  "Achterberg",
  "Bellegarde",
  "Cardinal",
  "Drăgan",
  "Engström",
  "Fortier",
  "Gill",
  "Houle",
  "Ikeda",
  "Jorgensen",
  "Kowalchuk",
  "L'Hirondelle",
  "Makokis",
  "Nwosu",
  "Olsen",
  "Paquette",
];

export const streets = ["Alder Ave NW", "Birch St NW", "Cedar Cres SW", "Dogwood Rd NE", "Elm Ct NW", "Fir Lane SE"];

export const causes = [
  "Keep the night buses running",
  "Rent control now",
  "Save the Hazeldean pool",
  "Safe crossings for schools",
  "Stop the ring road",
  "Public libraries seven days",
  "A living wage for home care",
  "Wetlands, not warehouses",
];

export const tagNames = [
  "transit",
  "housing",
  "climate",
  "schools",
  "health care",
  "labour",
  "Québec/ROC",
  "2026 budget",
  "100% local",
  "parks & pools",
  'so-called "red tape"',
  "Réconciliation",
];

export const folderNames = [
  "North side",
  "South side",
  "Downtown",
  "West End",
  "Mill Creek",
  "Polling divisions",
  "Archive",
];

export const locationTags = [
  "sign site",
  "dog",
  "buzzer broken",
  "bilingual",
  "a,b",
  'says "no flyers"',
  "back\\slash",
  "NULL",
];

export const officeNames = ["Member of Parliament", "MLA", "City Councillor", "School Trustee"];

export const plainNotes = [
  "Asked to come back after supper.",
  "Takes a lawn sign.",
  "Works nights, knock late.",
  "Wants a call about the bus cuts.",
  "Moved in last month.",
];

/** Notes that a careless export or loader damages; each stands in exactly one row. */
export const hardNotes = [
  "\\N",
  "\\.",
  "first line\nsecond line\n",
  "C:\\walk\\new\\x41.pdf",
  "She said \"maybe\", then 'no'.",
  "tab\there",
  "Windows\r\nline ends",
  "👍🏽 strong supporter — ᓀᐦᐃᔭᐍᐏᐣ",
  "'); DROP TABLE addresses;--",
  "  blanks around  ",
];

export const filmTitles = [
  "Rally at the legislature",
  "Door knocking 101",
  "Why we march",
  "B-roll: river valley",
  "Phone bank",
];
