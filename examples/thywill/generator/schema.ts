/**
 * The tables of ThyWill v1 as they were in June 2025, when users still had ids (github.com/gulkily/thywill). Its migrations
 * wrote `id VARCHAR PRIMARY KEY` without NOT NULL, which lets SQLite take a NULL, and checked no foreign key.
 */
export const columns = {
  user: [
    "id",
    "display_name",
    "created_at",
    "religious_preference",
    "prayer_style",
    "invited_by_user_id",
    "invite_token_used",
    "welcome_message_dismissed",
    "text_file_path",
  ],
  role: ["id", "name", "description", "permissions", "created_at", "created_by", "is_system_role"],
  user_roles: ["id", "user_id", "role_id", "granted_by", "granted_at", "expires_at"],
  prayer: [
    "id",
    "author_id",
    "text",
    "generated_prayer",
    "project_tag",
    "created_at",
    "flagged",
    "target_audience",
    "text_file_path",
  ],
  prayer_attributes: [
    "id",
    "prayer_id",
    "attribute_name",
    "attribute_value",
    "created_at",
    "created_by",
    "text_file_path",
  ],
  prayer_activity_log: [
    "id",
    "prayer_id",
    "user_id",
    "action",
    "old_value",
    "new_value",
    "created_at",
    "text_file_path",
  ],
  prayermark: ["id", "user_id", "prayer_id", "created_at", "text_file_path"],
  prayerskip: ["id", "user_id", "prayer_id", "created_at"],
  session: [
    "id",
    "user_id",
    "created_at",
    "expires_at",
    "auth_request_id",
    "device_info",
    "ip_address",
    "is_fully_authenticated",
  ],
  invitetoken: ["token", "created_by_user", "used", "expires_at", "used_by_user_id"],
  authenticationrequest: [
    "id",
    "user_id",
    "device_info",
    "ip_address",
    "verification_code",
    "created_at",
    "expires_at",
    "status",
    "approved_by_user_id",
    "approved_at",
  ],
} as const;

export type TableName = keyof typeof columns;

export const primaryKey = "VARCHAR PRIMARY KEY";

export const schemaSql = `
CREATE TABLE user (
    id ${primaryKey},
    display_name VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    religious_preference VARCHAR(50) DEFAULT 'unspecified',
    prayer_style VARCHAR(100),
    invited_by_user_id VARCHAR,
    invite_token_used VARCHAR,
    welcome_message_dismissed BOOLEAN DEFAULT 0,
    text_file_path VARCHAR
);
CREATE INDEX idx_user_invited_by ON user(invited_by_user_id);
CREATE TABLE role (
    id ${primaryKey},
    name VARCHAR(50) NOT NULL UNIQUE,
    description VARCHAR(255),
    permissions VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    created_by VARCHAR,
    is_system_role BOOLEAN NOT NULL,
    FOREIGN KEY (created_by) REFERENCES user (id)
);
CREATE TABLE user_roles (
    id ${primaryKey},
    user_id VARCHAR NOT NULL,
    role_id VARCHAR NOT NULL,
    granted_by VARCHAR,
    granted_at DATETIME NOT NULL,
    expires_at DATETIME,
    FOREIGN KEY (user_id) REFERENCES user (id),
    FOREIGN KEY (role_id) REFERENCES role (id),
    FOREIGN KEY (granted_by) REFERENCES user (id)
);
CREATE TABLE prayer (
    id ${primaryKey},
    author_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    generated_prayer TEXT,
    project_tag VARCHAR,
    created_at DATETIME NOT NULL,
    flagged BOOLEAN NOT NULL DEFAULT 0,
    target_audience VARCHAR(50) DEFAULT 'all',
    text_file_path VARCHAR
);
CREATE TABLE prayer_attributes (
    id ${primaryKey},
    prayer_id VARCHAR NOT NULL,
    attribute_name VARCHAR(50) NOT NULL,
    attribute_value VARCHAR(255) DEFAULT 'true',
    created_at DATETIME NOT NULL,
    created_by VARCHAR,
    text_file_path VARCHAR,
    FOREIGN KEY (prayer_id) REFERENCES prayer (id),
    FOREIGN KEY (created_by) REFERENCES user (id)
);
CREATE INDEX idx_prayer_attributes_prayer ON prayer_attributes(prayer_id);
CREATE TABLE prayer_activity_log (
    id ${primaryKey},
    prayer_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL,
    action VARCHAR(50) NOT NULL,
    old_value VARCHAR(255),
    new_value VARCHAR(255),
    created_at DATETIME NOT NULL,
    text_file_path VARCHAR,
    FOREIGN KEY (prayer_id) REFERENCES prayer (id),
    FOREIGN KEY (user_id) REFERENCES user (id)
);
CREATE TABLE prayermark (
    id ${primaryKey},
    user_id VARCHAR NOT NULL,
    prayer_id VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    text_file_path VARCHAR
);
CREATE TABLE prayerskip (
    id ${primaryKey},
    user_id VARCHAR NOT NULL,
    prayer_id VARCHAR NOT NULL,
    created_at DATETIME NOT NULL
);
CREATE TABLE session (
    id ${primaryKey},
    user_id VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    auth_request_id VARCHAR,
    device_info VARCHAR,
    ip_address VARCHAR,
    is_fully_authenticated BOOLEAN DEFAULT 1
);
CREATE TABLE invitetoken (
    token ${primaryKey},
    created_by_user VARCHAR NOT NULL,
    used BOOLEAN NOT NULL DEFAULT 0,
    expires_at DATETIME NOT NULL,
    used_by_user_id VARCHAR
);
CREATE TABLE authenticationrequest (
    id ${primaryKey},
    user_id VARCHAR NOT NULL,
    device_info VARCHAR,
    ip_address VARCHAR,
    verification_code TEXT,
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    status VARCHAR NOT NULL DEFAULT 'pending',
    approved_by_user_id VARCHAR,
    approved_at DATETIME
);
`;
