-- A notes app on better-sqlite3: booleans are 0 and 1, times are text or milliseconds, the search is FTS5 over the notes.
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL COLLATE NOCASE, name VARCHAR(100), is_admin BOOLEAN NOT NULL DEFAULT 0, password_hash TEXT, created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users, title TEXT NOT NULL, body TEXT, stars REAL, pinned TINYINT(1) NOT NULL DEFAULT 0, edited_at DATETIME, due DATE);
CREATE TABLE attachments (uuid TEXT PRIMARY KEY NOT NULL, note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE, name TEXT NOT NULL, bytes BLOB NOT NULL, size BIGINT) WITHOUT ROWID;
CREATE TABLE tags (label TEXT NOT NULL UNIQUE, color TEXT CHECK (color IN ('red', 'green')));
CREATE TABLE note_tags (note_id INTEGER NOT NULL, tag TEXT NOT NULL);
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT) STRICT;
CREATE VIRTUAL TABLE notes_search USING fts5 (title, body, content='notes', content_rowid='id');
CREATE VIRTUAL TABLE scraps USING fts5 (body);
CREATE VIEW pinned_notes AS SELECT * FROM notes WHERE pinned;

INSERT INTO users VALUES (1, 'ann@example.com', 'Ann', 1, '$2b$10$a9pghn27d7m0ltXvlX8LiOowy7XfFw0hW0G80OjKYQ1jaoejaA7NC', '2024-01-02 03:04:05'), (2, 'bo@example.com', NULL, 0, NULL, '2024-01-03 00:00:00');
INSERT INTO notes VALUES (1, 1, 'First', 'line' || char(10) || 'two', 4.5, 1, 1710066600123, '2024-02-29'), (2, 2, '', NULL, NULL, 0, 1710066600000, NULL), (5, 1, 'it''s "quoted" \ ', 'é', 1e-7, 0, NULL, NULL);
INSERT INTO attachments VALUES ('a1', 1, 'a.bin', x'00ff5c', 9007199254740993), ('a2', 5, 'leer', x'', NULL);
INSERT INTO tags VALUES ('work', 'red'), ('home', NULL);
INSERT INTO note_tags VALUES (1, 'work'), (1, 'home'), (5, 'work');
INSERT INTO settings VALUES ('theme', 'dark'), ('empty', '');
INSERT INTO notes_search (notes_search) VALUES ('rebuild');
INSERT INTO scraps (rowid, body) VALUES (1, 'found nowhere else'), (7, 'nor this');
