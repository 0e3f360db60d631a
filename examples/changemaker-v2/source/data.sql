INSERT INTO "users" ("id", "email", "password", "phone", "role", "status", "permissions", "expiresAt", "lastLoginAt", "deletedAt", "name", "emailVerifiedAt", "createdAt", "updatedAt") VALUES
  ('cmj6oi3uioa4nk7q2331h7z4y', 'jonas.bellegarde0@example.org', '$2a$10$Pe9AD3oZL0LPLv7ku7z/x.HkSrA6CvjJ.M4i1ZLJk0/Yh5Hh8M84Z', NULL, 'SUPER_ADMIN', 'ACTIVE', '{"map":true,"influence":true}', NULL, '2025-12-16 11:53:53.750', NULL, 'Jonas Bellegarde', '2025-12-16 01:19:48.006', '2025-12-15 04:53:47.130', '2025-12-21 05:21:32.155'),
  ('cmi6s0c74bjxjk7q2vfgcm17c', 'lucia.olsen1@example.org', '$2b$12$DNSLaON8qOw4XyFTSSoimsjvJbskoGYUjs3u4y5t7kqrSZ0yKdQGg', NULL, 'INFLUENCE_ADMIN', 'ACTIVE', '{"map":false,"influence":true}', NULL, '2026-01-19 10:56:38.827', NULL, 'Lucía Olsen', '2025-11-20 05:42:18.769', '2025-11-20 01:52:14.272', '2025-11-20 05:40:18.148'),
  ('cmm0mbm1p0d7sk7q24oau095d', 'kiri.olsen2@example.org', '$2a$10$FDRfxVRIFYNXA.yifnuDE7M5Kw1JU.dtF2bwei8Xo1pOjxLhp625J', NULL, 'MAP_ADMIN', 'ACTIVE', '{"map":true,"influence":false}', NULL, '2026-03-07 13:45:11.353', NULL, 'Kiri Olsen', '2026-02-24 19:34:09.850', '2026-02-24 13:05:14.845', '2026-03-12 15:13:59.668'),
  ('cmkb0xru1l4jbk7q2hbmo58cw', 'wanjiru.achterberg3@example.org', '$2b$12$xz0wLb2LzfugTt9bZPJD6IlqiHtCNemZSfzG5LnW3LZEBNMFjzue9', '+17805559403', 'MAP_ADMIN', 'ACTIVE', '{"map":true,"influence":false}', NULL, '2026-03-03 11:33:54.023', NULL, 'Wanjiru Achterberg', '2026-01-13 06:45:26.441', '2026-01-12 10:32:40.489', '2026-01-14 18:32:52.731'),
  ('cmgpwyjw2g08ak7q2wklbbmcr', 'celine.cardinal4@example.org', '$2a$10$bQjK3ugrAmd33WRk4VaqRK8dGXNWGCd/M6yYmjpx5tfRa0Sywh.wI', '+17805556681', 'USER', 'ACTIVE', NULL, NULL, NULL, NULL, 'Céline Cardinal', '2025-10-14 23:48:01.170', '2025-10-14 01:59:01.682', '2025-10-14 01:59:01.682'),
  ('cmg37oedi0xttk7q2kycs1lfo', 'Esi.jorgensen5@Example.org', '$2b$12$.knSz54saGWSKlsOizZx8WWU6MVmK59Fwl6CnMr8EApOU71p7HzjF', NULL, 'USER', 'ACTIVE', NULL, NULL, NULL, NULL, 'Esi Jorgensen', '2025-09-29 01:36:39.626', '2025-09-28 04:40:21.702', '2025-10-03 05:23:01.363'),
  ('cmfqpqyohere9k7q250v0nh7w', 'celine.paquette6@example.org', '$2a$10$piiVqwpS3qsnVf81j7mhtBAsDQCeQPyv0EpMXfzCoCZbF0fhjS35D', '+17805559597', 'USER', 'ACTIVE', NULL, NULL, '2026-03-04 14:12:59.436', NULL, 'Céline Paquette', '2025-09-19 22:29:33.393', '2025-09-19 10:45:14.129', '2025-10-02 12:44:04.749'),
  ('cmlawk3avru3ak7q2akskosoe', 'dion.cardinal7@example.org', '$2b$12$75IVOCU5wo5elavaybjo.galqDUkR1VcebAyOheZ5OJMmACPU/JOm', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-02-18 06:23:41.381', NULL, 'Dion Cardinal', '2026-02-06 13:12:29.776', '2026-02-06 13:09:46.039', '2026-03-07 15:44:53.238'),
  ('cmhs7rs66bo75k7q2gtsm0f76', 'bram.fortier8@example.org', '$2a$10$JlyVeoQMxsVI7QdjTJsZJLTSCarphHrjNKlfjnnqmapAj.vMK9miq', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-03-03 16:29:30.064', NULL, 'Bram Fortier', '2025-11-10 05:37:08.288', '2025-11-09 21:16:56.286', '2025-11-09 21:16:56.286'),
  ('cmh1pw0ego05uk7q20f99kyco', 'gwen.lhirondelle9@example.org', '$2b$12$fqkXGrWv/DFYtkzLDtcyeseI6aj2u8E6Pw8IzwNBPlz.8S4sIyGuI', NULL, 'USER', 'ACTIVE', NULL, NULL, '2025-11-20 01:43:21.243', NULL, 'Gwen L''Hirondelle', NULL, '2025-10-22 08:14:19.912', '2025-10-24 07:15:10.084'),
  ('cmmfzcr82lj9nk7q2j7yibx8p', 'bram.lhirondelle10@example.org', '$2a$10$2gIvivWWYiRHidpgmqoZC/Z57N3iXB/rGbN5j0VtVoBvqigFMZBPk', '+17805551128', 'USER', 'ACTIVE', NULL, NULL, '2026-03-13 09:50:27.129', NULL, 'Bram L''Hirondelle', '2026-03-07 08:39:44.034', '2026-03-07 07:06:35.858', '2026-03-31 20:59:11.044'),
  ('cmkmaf7ukqpdxk7q2qsysjq3v', 'hamza.kowalchuk11@example.org', '$2b$12$TVN8OALr4AVYoIGKU.6t4yIORDtt0ZiowPlrzv8xeH2oHerwaOUk8', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-02-06 04:00:14.671', NULL, NULL, '2026-01-20 14:44:50.898', '2026-01-20 07:43:38.876', '2026-01-20 07:43:38.876'),
  ('cmlxgisohppm5k7q2mp9119bf', ' pavel.ikeda12@example.org', '$2a$10$ffzmVwEUFejiRkGzSVs7uuw6opFjU.KuLrMMySdGF3UpU3UajkuqS', '+17805557910', 'USER', 'ACTIVE', NULL, NULL, '2026-03-08 12:40:28.220', NULL, 'Pavel Ikeda', '2026-02-23 04:58:53.130', '2026-02-22 07:59:33.809', '2026-02-22 07:59:33.809'),
  ('cmlusuu3fylcvk7q23d7vcyds', 'Jonas.engstrom13@Example.org', '$2b$12$X5seaJXAq/tYBxze7jmcgFAdClfiMupkDToGr9O58mLebFbjhJbgy', '+17805553372', 'USER', 'ACTIVE', NULL, NULL, '2026-03-06 17:44:15.992', NULL, 'Jonas Engström', '2026-02-21 00:11:46.521', '2026-02-20 11:21:32.379', '2026-02-20 11:21:32.379'),
  ('cmffcv7a9k237k7q20kpv95n6', 'kiri.engstrom14@example.org', '$2a$10$GdyO2vm6P9YJ.ztqJgshch.vc9vJI73l6apvNUt9N5HrzGeMGmJ1J', '+17805556556', 'USER', 'ACTIVE', NULL, NULL, NULL, NULL, NULL, '2025-09-11 16:50:34.975', '2025-09-11 11:59:08.961', '2025-09-11 11:59:08.961'),
  ('cmg3cfpqsjxd2k7q2h6zkbeg5', 'wanjiru.makokis15@example.org', '$2b$12$38Q3FyMNJkvbkkdVSk0FpUbtkPdT1qvBJcTQPgqlKi72K0WDlcyWB', '+17805558491', 'USER', 'ACTIVE', NULL, NULL, '2026-02-26 10:16:05.175', NULL, 'Wanjiru Makokis', '2025-09-29 05:05:16.592', '2025-09-28 06:53:34.612', '2025-09-28 06:53:34.612'),
  ('cmlr1nez8wv4gk7q2xue2el0d', 'oksana.dragan16@example.org', '$2a$10$OUqd.8nMUAXo17aDuy2FiXc6ZLK20cgHZXCCKwAPzOBUQ24rgCJMA', '+17805559481', 'USER', 'ACTIVE', NULL, NULL, '2026-03-04 11:20:59.263', NULL, 'Oksana Drăgan', '2026-02-18 15:24:12.540', '2026-02-17 20:16:38.036', '2026-02-23 07:54:57.649'),
  ('cmkhglwsanat6k7q29jc0bmcc', 'lucia.fortier17@example.org', '$2b$12$UW4M6u/.3bBETchMo7KM4dRhGFJ5lVmcF0e9usjCZJZAq7uDPgyY7', '+17805557455', 'USER', 'ACTIVE', NULL, NULL, '2026-02-21 15:23:08.864', NULL, 'Lucía Fortier', '2026-01-17 12:05:02.188', '2026-01-16 22:37:57.946', '2026-01-18 08:00:21.832'),
  ('cmir8hk42fwpfk7q2s8dobl56', 'hamza.dragan18@example.org', '$2a$10$rtnncyf1NnQnpsMinukJF0Lrq1NDmtHMqvqlhUVf.qWmqCBBhjuhp', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-01-05 10:48:16.479', NULL, 'Hamza Drăgan', '2025-12-04 23:09:50.759', '2025-12-04 09:28:55.058', '2025-12-25 19:32:19.823'),
  ('cmfsc1czjz56wk7q24clubqmw', 'ines.gill19@example.org', '$2b$12$uPR6gwcE6LCKRZM/88XqERDJWau5NypRPIslBilUW.QT1N1QKQc2S', '+17805550372', 'USER', 'ACTIVE', NULL, NULL, '2025-12-14 04:33:24.636', NULL, 'Inès Gill', '2025-09-20 18:49:59.433', '2025-09-20 13:56:56.959', '2025-10-05 19:48:50.618'),
  ('cmkdb0ahyvcyok7q2a0vo8y35', 'hamza.paquette20@example.org', '$2a$10$9EHl6XsS/sV9tOChfaTvnA9Xa0zDzfSWzR/MDFa1yEKPGKim39PEu', NULL, 'USER', 'INACTIVE', NULL, NULL, NULL, '2026-04-14 00:50:06.502', 'Hamza Paquette', '2026-01-14 23:32:33.091', '2026-01-14 00:50:06.502', '2026-01-14 00:50:06.502'),
  ('cmlb9z6exw2mik7q26624t84g', 'esi.achterberg21@example.org', '$2b$12$/w7Fk4Kp68kitXR1e3FT0lwotQCC1.oHztevCqWeNySPMBz9AJF8e', NULL, 'USER', 'INACTIVE', NULL, NULL, NULL, '2026-05-07 19:25:24.921', 'Esi Achterberg', '2026-02-07 03:27:54.106', '2026-02-06 19:25:24.921', '2026-02-06 19:25:24.921'),
  ('cmju1bk8ljz4nk7q2hqw5vqq3', 'ines.ikeda22@example.org', '$2a$10$AxsP8HPAA/8kq.seSlJPz78cffLQ94g4dWduq0VJauvYN6LPEM1ov', NULL, 'USER', 'INACTIVE', NULL, NULL, '2026-02-23 18:50:38.476', '2026-03-31 13:11:18.837', 'Inès Ikeda', '2026-01-01 11:30:41.786', '2025-12-31 13:11:18.837', '2025-12-31 13:11:18.837'),
  ('cmiyzgi11hy52k7q2yy6qt2dk', 'noor.ikeda23@example.org', '$2b$12$k9aQ1U9QAd/f4tQ0GWgpBOW5AUCqepavF/iXN4dBlINDq8fa.Se8y', '+17805555288', 'USER', 'ACTIVE', NULL, NULL, NULL, NULL, 'Noor Ikeda', '2025-12-10 09:07:10.257', '2025-12-09 19:38:18.565', '2025-12-09 19:38:18.565'),
  ('cmmhrgfltn1rsk7q2397ub5eo', 'esi.makokis24@example.org', '', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-03-10 18:48:41.579', NULL, 'Esi Makokis', '2026-03-09 01:29:51.638', '2026-03-08 13:01:02.849', '2026-03-08 13:01:02.849'),
  ('cmml26miym7msk7q2lgbelrgl', 'kiri.olsen25@example.org', '', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-03-14 06:35:47.884', NULL, 'Kiri Olsen', '2026-03-10 23:48:15.645', '2026-03-10 20:24:39.562', '2026-03-10 20:24:39.562'),
  ('cmhyt79dqsvfak7q2bsqrh42u', 'gwen.fortier26@example.org', '$2a$10$p95sI1wmhln4EoL2YXfTH6Nq4AZENIYDkOCa1qEenpsRd5SPYlt7Q', NULL, 'USER', 'SUSPENDED', NULL, NULL, '2026-03-04 18:51:50.090', NULL, 'Gwen Fortier', '2025-11-15 04:41:45.608', '2025-11-14 12:03:27.422', '2025-11-14 12:03:27.422'),
  ('cmfw8a9ossterk7q2lnsk5o7n', 'tavish.achterberg27@example.org', '$2b$12$/3LcgqCXpUr8xTnOCY0VWj1xByiP7kBC/mPGnm5vv5CegscNpiKeF', NULL, 'USER', 'ACTIVE', NULL, NULL, '2025-12-21 02:55:26.413', NULL, 'Tavish Achterberg', '2025-09-24 02:21:10.847', '2025-09-23 07:22:58.828', '2025-10-23 06:49:53.662'),
  ('cmh7d90ztgu0mk7q2xl7s05lw', 'kiri.makokis28@example.org', '$2a$10$8ZNaYvw1yA6wdru1HafFbBToI2jdCjhr293WnLz3uZgk/VNj8C5Iw', NULL, 'USER', 'ACTIVE', NULL, NULL, '2025-12-27 15:31:24.454', NULL, NULL, '2025-10-26 07:19:09.963', '2025-10-26 07:07:09.257', '2025-11-04 12:56:36.176'),
  ('cml2j7o7thq7ck7q2iwg37r0n', 'celine.nwosu29@example.org', '$2b$12$ot5ouqzO4fNZfat3idWejJ/uu0310BJPHjgH7l4WFVDK4iG7FqtAG', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-03-12 17:20:16.716', NULL, 'Céline Nwosu', '2026-02-01 11:50:33.049', '2026-01-31 16:34:02.201', '2026-01-31 16:34:02.201'),
  ('cmm0ldz0c8qa9k7q2kr7zxh9b', 'tavish.olsen30@example.org', '$2a$10$Gj1LRc/3PiStDlHrNFM/s5RC6emBN9hIsDbU2KspASt.zTu2lBO2i', NULL, 'USER', 'ACTIVE', 'null', NULL, '2026-02-25 21:03:08.841', NULL, 'Tavish Olsen', '2026-02-25 12:06:14.337', '2026-02-24 12:39:05.340', '2026-03-16 03:19:40.881'),
  ('cmhuiqnf2uqpck7q2pnzp1w0n', 'oksana.ikeda31@example.org', '$2b$12$SJKqstW5Wc6cxAwzwQC.RILnn7O6mg/BTgXxjWXujNsk4ygUv8.MP', NULL, 'USER', 'ACTIVE', 'null', NULL, '2025-11-14 02:40:57.467', NULL, 'Oksana Ikeda', '2025-11-11 13:36:50.398', '2025-11-11 11:59:31.598', '2025-11-11 11:59:31.598'),
  ('cmf2mg53crfo4k7q26c1icgo8', 'gwen.makokis32@example.org', '$2a$10$jJ0L5s/gQklnF2XmiqbZMbSYeZ8WDnSTE1opSpxqEBip874m2u3xs', NULL, 'USER', 'ACTIVE', 'null', NULL, '2025-12-05 06:27:18.345', NULL, 'Gwen Makokis', '2025-09-03 03:09:14.572', '2025-09-02 14:06:22.152', '2025-09-02 14:06:22.152'),
  ('cmjrpmc6kq9rek7q28880xd5e', 'Kiri.jorgensen33@Example.org', '$2b$12$pmHav.xfvxTrUWoNURGEV.DKvCz7d44BR6M2kAK7GdBNvHL/b7zbK', NULL, 'USER', 'ACTIVE', NULL, NULL, NULL, NULL, 'Kiri Jorgensen', '2025-12-30 19:32:46.714', '2025-12-29 22:08:13.868', '2026-01-10 03:27:48.183'),
  ('cmmokvdaz29v4k7q2lv7q2pps', 'oksana.gill34@example.org', '$2a$10$IHB7NLI/OUQo9U1Ba5O2xIP0E5zgqLdPuCR7hmIcLsdx.SvM1fLsF', '+17805553174', 'USER', 'ACTIVE', NULL, NULL, '2026-03-14 02:53:24.105', NULL, 'Oksana Gill', '2026-03-13 08:18:11.182', '2026-03-13 07:31:05.627', '2026-03-13 07:31:05.627'),
  ('cmf64dm1i3boik7q24ydbcrfv', 'tavish.dragan35@example.org', '$2b$12$E35dcOEoiCqHQ5r/SUIBbaSoashU1mMNY/FbrrgPof/Y0XG9qtpkn', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-02-04 09:16:00.549', NULL, NULL, '2025-09-05 06:52:36.274', '2025-09-05 00:51:35.766', '2025-09-06 09:24:52.829'),
  ('cml6shx64x0ilk7q210yzqf94', 'gwen.fortier36@example.org', '$2a$10$SRn3ryoxYlN6TCNmKmSFQ0auGJVNO/wkr4pfr3ejubQua3djGl1n9', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-02-12 12:41:48.249', NULL, 'Gwen Fortier', '2026-02-04 15:02:37.357', '2026-02-03 16:05:01.612', '2026-02-03 16:05:01.612'),
  ('cmhlxro5kmeozk7q2y0e6hzym', 'ines.dragan37@example.org', '$2b$12$GmZvPQx7dLQoKUIkaswWieySW5VpqjvHnE65ZiXjpSrjr/AH0Pim5', '+17805558283', 'USER', 'ACTIVE', NULL, NULL, '2026-01-06 17:42:07.724', NULL, 'Inès Drăgan', '2025-11-05 19:35:53.361', '2025-11-05 11:50:17.864', '2025-11-05 11:50:17.864'),
  ('cmim1r2trw2h7k7q2loz9qgv7', 'kiri.jorgensen38@example.org', '$2a$10$etJxgsw8bKVfcFrsQhJzPbsevzJ9AQWUnuZucMFfPVtZCSivUVtds', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-01-27 11:54:51.841', NULL, 'Kiri Jorgensen', '2025-11-30 19:37:46.588', '2025-11-30 18:21:31.023', '2025-11-30 18:21:31.023'),
  ('cmlsp8ebj5pbck7q2xyneks90', 'mateus.dragan39@example.org', '$2b$12$8tVDHB5Majw6PNMyTCY.L4kq6fzF5t0ADZ2PV9YynYzfaEVDpswfH', '+17805554134', 'USER', 'ACTIVE', NULL, NULL, NULL, NULL, 'Mateus Drăgan', '2026-02-19 22:40:58.652', '2026-02-19 00:04:34.303', '2026-03-09 08:50:58.730'),
  ('cmhwg9d7f1z6kk7q232p4d9m8', ' noor.engstrom40@example.org', '$2a$10$StGJgDWV0J5TH9bI3FwkbBdE04ErWFBNmyQVdyQ6QrWq3Wn6TN7Nh', '+17805556726', 'USER', 'ACTIVE', NULL, NULL, '2025-11-21 15:17:44.760', NULL, 'Noor Engström', '2025-11-13 16:04:03.697', '2025-11-12 20:25:38.331', '2025-12-02 00:12:39.178'),
  ('cmic4x75ady4vk7q292mamdr8', 'Farouk.fortier41@Example.org', '$2b$12$vmo/qt7a/lOb6epYXY8nVJx8AGcnM38I59Qd4xn5AffSNLJ9b0mns', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-01-04 08:30:24.198', NULL, 'Farouk Fortier', '2025-11-24 14:05:52.857', '2025-11-23 19:52:33.646', '2025-11-23 19:52:33.646'),
  ('cmly36kx8zpg3k7q2wo4rx2my', 'pavel.olsen42@example.org', '$2a$10$pzsDXHdiLpIr3Y0.qY8RMumChz3GCU2OriTCyy.voNWyjqWckFlQf', '+17805556183', 'USER', 'ACTIVE', NULL, NULL, '2026-02-24 02:49:29.245', NULL, NULL, '2026-02-23 02:02:18.167', '2026-02-22 18:33:55.052', '2026-03-10 00:18:56.997'),
  ('cmjjd6hjgmjqfk7q28eg6tvcy', 'lucia.kowalchuk43@example.org', '$2b$12$pqlm5oX3IZ0zfk8Sc1JExd4dbGRnBVkrRC6dnNlMi8hbdbiv8usth', '+17805552542', 'USER', 'ACTIVE', NULL, NULL, '2026-03-13 01:31:53.554', NULL, 'Lucía Kowalchuk', '2025-12-24 13:03:05.377', '2025-12-24 01:57:49.516', '2025-12-24 01:57:49.516'),
  ('cmkb3nbcqfdh7k7q2euuofqgw', 'lucia.lhirondelle44@example.org', '$2a$10$Iw3y17ZaCvd/X9G8TEmxUrwUkt2x63zc5q3qtXMn9ASWfoLbiA4SP', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-01-31 02:24:49.546', NULL, 'Lucía L''Hirondelle', '2026-01-13 07:11:51.261', '2026-01-12 11:48:31.418', '2026-01-29 02:01:18.765'),
  ('cmf6bh9xsizjfk7q2qbfrk0uh', 'oksana.lhirondelle45@example.org', '$2b$12$x/QuKPBuZwE5bTAC5VIXOn9Rzd07DJoV0LN0afWTbc1FfH6uQjN6t', '+17805550925', 'TEMP', 'ACTIVE', NULL, '2025-11-04 04:10:24.016', '2026-01-16 20:04:11.442', NULL, 'Oksana L''Hirondelle', NULL, '2025-09-05 04:10:24.016', '2025-10-01 18:49:54.767'),
  ('cmhx95k7kn64pk7q20fpstlmr', 'noor.houle46@example.org', '$2a$10$kuiH4CxBlHN10xLZ20JrGpZOaSc0uZWBy5vCEDzOOimYBJfF9Tq8b', NULL, 'TEMP', 'ACTIVE', NULL, '2026-01-12 09:54:29.648', '2025-11-20 10:56:31.977', NULL, 'Noor Houle', NULL, '2025-11-13 09:54:29.648', '2025-11-23 01:41:53.652'),
  ('cmkbqflii3jgak7q2ii0tnpr8', 'aaliyah.houle47@example.org', '$2b$12$U7SuTyLIxL3UsW9pz.uCbgbMlLwnYwYQTV2IsnXvSMgZT7erWD5mB', NULL, 'TEMP', 'ACTIVE', NULL, '2026-03-13 22:26:22.506', '2026-02-17 04:31:25.501', NULL, 'Aaliyah Houle', NULL, '2026-01-12 22:26:22.506', '2026-01-12 22:26:22.506'),
  ('cmk9cllaufh41k7q29kzsc106', 'celine.houle48@example.org', '$2a$10$.c38OcxsD7BBJSnvaGIJWzgq2Vrp9YkPvGFSpGTWiJb7CGYdCGBxv', '+17805554905', 'TEMP', 'ACTIVE', NULL, '2026-03-12 06:23:35.190', '2026-02-28 14:22:47.995', NULL, 'Céline Houle', NULL, '2026-01-11 06:23:35.190', '2026-01-21 12:58:32.713'),
  ('cmhzrh11z56drk7q2yvq41alk', 'celine.achterberg49@example.org', '$2b$12$eAOGwvqwgkBmqmLm9EwnDXSs/BJT4Z6zXXRC2tvN3qg0n2XYmUpbs', NULL, 'TEMP', 'ACTIVE', NULL, '2026-01-14 04:02:50.135', '2026-01-15 13:43:54.480', NULL, 'Céline Achterberg', NULL, '2025-11-15 04:02:50.135', '2025-11-26 16:31:13.660'),
  ('cmjeiktdmg3nek7q2wsg9mmrj', 'farouk.fortier50@example.org', '$2a$10$OsVGUpcWXpuDapRrzw7GPzJ/XbeZAdg0WGbZXMnejrrK/2535nnYa', NULL, 'TEMP', 'ACTIVE', NULL, '2026-02-18 16:30:05.242', NULL, NULL, 'Farouk Fortier', NULL, '2025-12-20 16:30:05.242', '2025-12-20 16:30:05.242'),
  ('cmjgrmm9bp3qgk7q2c6z9xkbs', 'farouk.gill51@example.org', '$2b$12$CvH4TEi6mHu3atCXMZCNUiZyW25vW3T0e8oixx95hde/jz1KoAi7q', NULL, 'TEMP', 'ACTIVE', NULL, '2026-02-20 06:18:58.223', '2026-02-16 03:13:03.362', NULL, 'Farouk Gill', NULL, '2025-12-22 06:18:58.223', '2025-12-22 06:18:58.223'),
  ('cmmmx5sz9n676k7q2arzu2mtr', 'gwen.fortier52@example.org', '$2a$10$IBWWiXpddsi5MHF1P6x6K9h4NQMAG0AFoX.kvTMllUlVIk/NgTeOi', NULL, 'TEMP', 'ACTIVE', NULL, '2026-05-11 03:39:35.541', '2026-03-13 00:12:12.439', NULL, 'Gwen Fortier', NULL, '2026-03-12 03:39:35.541', '2026-03-12 03:39:35.541'),
  ('cmikv3vltknpbk7q2wx3emu5u', 'farouk.engstrom53@example.org', '$2b$12$qWAYCnqmHhESqrXcrMGw08J/mAO1vKJUmAuqb90pJ8TEx.FoE2xZx', NULL, 'USER', 'ACTIVE', NULL, NULL, '2025-12-15 14:16:05.013', NULL, 'Farouk Engström', '2025-11-30 10:40:58.848', '2025-11-29 22:27:44.705', '2025-11-29 22:27:44.705'),
  ('cmgaqbbjdrfrxk7q2nbcfvu5b', 'hamza.bellegarde54@example.org', '$2a$10$xsIkWemQFwZ65/f2zgQFQbRH8NAkaYYSIogDh0tzBnLqKUP5.q3tE', '+17805550430', 'USER', 'ACTIVE', NULL, NULL, '2025-12-26 10:55:51.846', NULL, 'Hamza Bellegarde', '2025-10-03 15:25:57.242', '2025-10-03 10:56:27.433', '2025-10-03 10:56:27.433'),
  ('cmm4zx85izq1dk7q23nxxp931', 'gwen.paquette55@example.org', '$2b$12$ZX0RiMInLqxsanoJl5zoxfp3TFoZbABuTmX9.e5VmPMcEPHGBG4nD', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-03-12 02:04:58.028', NULL, 'Gwen Paquette', '2026-02-28 03:38:38.272', '2026-02-27 14:37:02.982', '2026-03-06 05:17:32.806'),
  ('cmm5kwnoiuy0kk7q2bx6texk2', 'jonas.fortier56@example.org', '$2a$10$cTahgdBfF8VCCgd4D1SadlUASDrVHQxW4FSqfmoebTlwJPfGahPAb', '+17805552402', 'USER', 'ACTIVE', NULL, NULL, '2026-02-28 23:45:54.138', NULL, 'Jonas Fortier', '2026-02-28 23:08:34.976', '2026-02-28 00:24:28.386', '2026-03-13 12:14:19.606'),
  ('cmkb4qlwku7xfk7q29talwwjh', 'lucia.kowalchuk57@example.org', '$2b$12$FSeycKpGCSKIk6li/kAbf6IEC2IaocjMHSLNHNG2blZlzNpOhLMJ/', '+17805559374', 'USER', 'ACTIVE', NULL, NULL, '2026-01-17 07:28:40.083', NULL, NULL, '2026-01-12 14:03:26.647', '2026-01-12 12:19:04.676', '2026-02-10 01:29:18.750'),
  ('cmjvfaevjqf6wk7q2dgruxbex', 'dion.engstrom58@example.org', '$2a$10$vS.tyYNUWgc/tpob59TGozXANfQP794Y27aWezmoZa.aU5hPJk210', NULL, 'USER', 'ACTIVE', NULL, NULL, '2026-03-04 00:41:03.444', NULL, NULL, '2026-01-01 17:35:06.613', '2026-01-01 12:30:06.031', '2026-01-02 07:30:55.105'),
  ('cmhj15ejizis0k7q2nnpvkoee', 'noor.engstrom59@example.org', '$2b$12$KgEAHucnI5ANZ9C7mQRNxVaEHMR4Z2TB3Bg5/G.VCqeBI71tJuE4e', '+17805558253', 'USER', 'ACTIVE', NULL, NULL, NULL, NULL, 'Noor Engström', '2025-11-04 00:29:15.989', '2025-11-03 11:01:38.910', '2025-11-03 11:01:38.910'),
  ('cmjiuehdvkkack7q2cuyyhoht', 'oksana.engstrom60@example.org', '$2a$10$ZOLrrDd671IL7Td.jFJHHg8eu3O7robhn4QgeN4xOt/lIBvzvnqS1', '+17805558107', 'USER', 'ACTIVE', NULL, NULL, '2026-03-12 09:52:11.171', NULL, NULL, '2025-12-24 09:00:43.486', '2025-12-23 17:12:09.859', '2026-01-14 19:04:25.623'),
  ('cmgvzp7aryo96k7q25n3dawrs', 'mateus.bellegarde61@example.org', '$2b$12$DltCf6QlYQQBOVpy4.DTJvXq8WfuuEmkI1BPsuWMJB6cNzAowN6Zs', NULL, 'USER', 'ACTIVE', NULL, NULL, '2025-10-28 03:52:46.901', NULL, 'Mateus Bellegarde', '2025-10-19 06:48:24.973', '2025-10-18 08:02:21.363', '2025-11-16 20:15:44.688');

INSERT INTO "refresh_tokens" ("id", "token", "userId", "expiresAt", "createdAt") VALUES
  ('cmkw109h0mamuk7q2lh8jzu3r', 'cm-refresh-f3919cc786fb069fedb5b048b8cc78349813c7f2', 'cmjgrmm9bp3qgk7q2c6z9xkbs', '2026-02-03 03:17:46.356', '2026-01-27 03:17:46.356'),
  ('cmmil29krrdyxk7q28e0hk1e2', 'cm-refresh-723948c883baef6122466f7e276cd08fee00fca0', 'cmmfzcr82lj9nk7q2j7yibx8p', '2026-03-16 02:49:50.331', '2026-03-09 02:49:50.331'),
  ('cml3yhixp8j6vk7q2uh89mway', 'cm-refresh-cce44213a8d50f998834b625d90f1d3bd0defc45', 'cmgpwyjw2g08ak7q2wklbbmcr', '2026-02-08 16:29:22.333', '2026-02-01 16:29:22.333'),
  ('cmho1jo03n1svk7q2c4e58isc', 'cm-refresh-e65047886e3d76a6e71054740089c410cc10459a', 'cmhj15ejizis0k7q2nnpvkoee', '2025-11-13 23:11:35.235', '2025-11-06 23:11:35.235'),
  ('cmmhhiuot1pb3k7q2npdqfi63', 'cm-refresh-6f722d0595249e2f4c75ed271e1ae956d0f5c76c', 'cmkmaf7ukqpdxk7q2qsysjq3v', '2026-03-15 08:22:59.549', '2026-03-08 08:22:59.549'),
  ('cmmmpsbzmg4b5k7q2fh4akz9o', 'cm-refresh-c5b3ffa0d95a3790c54063a96da902b23b10c45e', 'cml6shx64x0ilk7q210yzqf94', '2026-03-19 00:13:09.682', '2026-03-12 00:13:09.682'),
  ('cmmbfmhqhcvsgk7q2ktjb6kz2', 'cm-refresh-b9675a2a6460b4d36fd6b7c6113267e25b471ef1', 'cmm5kwnoiuy0kk7q2bx6texk2', '2026-03-11 02:43:13.097', '2026-03-04 02:43:13.097'),
  ('cml3259vc9sj3k7q2n2ibkezh', 'cm-refresh-0404712e8a507362970ae347188688743eb15d14', 'cmkb4qlwku7xfk7q29talwwjh', '2026-02-08 01:24:03.000', '2026-02-01 01:24:03.000'),
  ('cmibgzcxyp73rk7q2ha8aa1b9', 'cm-refresh-2300d801ad8c53a5b1ec1cba8f78646f20eb79b9', 'cmh1pw0ego05uk7q20f99kyco', '2025-11-30 08:42:23.686', '2025-11-23 08:42:23.686'),
  ('cmjbgxwexj0lck7q29adw96y3', 'cm-refresh-631de1cb0bde18ed01b845062e625c4b5b742957', 'cmhzrh11z56drk7q2yvq41alk', '2025-12-25 13:20:57.945', '2025-12-18 13:20:57.945'),
  ('cmlwtmotoqcdpk7q2qwka5ut1', 'cm-refresh-66723fc6ce07267df50aa2da7c342ea726ed1f05', 'cmkbqflii3jgak7q2ii0tnpr8', '2026-02-28 21:18:44.268', '2026-02-21 21:18:44.268'),
  ('cmlnybpq2xx2gk7q20xj4gs5f', 'cm-refresh-ccc9915b9d65f9d316dab348bf8882e9996c5bb1', 'cmhuiqnf2uqpck7q2pnzp1w0n', '2026-02-22 16:20:14.714', '2026-02-15 16:20:14.714'),
  ('cmmq6kumo5j3gk7q24hwm1kgb', 'cm-refresh-8899a495e19bb9d664f728478fa028d30c843ba6', 'cmlsp8ebj5pbck7q2xyneks90', '2026-03-21 10:26:32.592', '2026-03-14 10:26:32.592'),
  ('cmk2nsqxuft2mk7q25srwjbw6', 'cm-refresh-b7f59793c3fd4774fce6275939b0e471b7584b19', 'cmjgrmm9bp3qgk7q2c6z9xkbs', '2026-01-13 14:02:41.634', '2026-01-06 14:02:41.634'),
  ('cmmhxd9wejl55k7q2fuipns6u', 'cm-refresh-0f0d078e1377fee78bb4cdf6ec3eba3e971629b7', 'cmgpwyjw2g08ak7q2wklbbmcr', '2026-03-15 15:46:33.182', '2026-03-08 15:46:33.182'),
  ('cmlzu2s3yj0t8k7q2dvf6dqpx', 'cm-refresh-3bd30ea753fc77c5166b667360de7ae1e874404a', 'cmk9cllaufh41k7q29kzsc106', '2026-03-02 23:54:33.550', '2026-02-23 23:54:33.550'),
  ('cmly5zwol7f1rk7q2wygh2cc2', 'cm-refresh-fce4aa208a13258554ad785d5a30cfb2fdf44fac', 'cmk9cllaufh41k7q29kzsc106', '2026-03-01 19:52:42.549', '2026-02-22 19:52:42.549'),
  ('cmmas1klw0ho7k7q2xmf2gjw3', 'cm-refresh-084a781e367d91eb5072f4a23bcb64005caf48b9', 'cmfqpqyohere9k7q250v0nh7w', '2026-03-10 15:43:05.876', '2026-03-03 15:43:05.876'),
  ('cmm6rktprvdgpk7q2ztnhck0h', 'cm-refresh-0a3864d2eaf5373acf615eafec44d5d777a0049c', 'cmm0ldz0c8qa9k7q2kr7zxh9b', '2026-03-07 20:18:59.823', '2026-02-28 20:18:59.823'),
  ('cmm5o5gac09wwk7q284d9jlll', 'cm-refresh-b033fb01753ac542e9d4932d97217aafdebe09ec', 'cmi6s0c74bjxjk7q2vfgcm17c', '2026-03-07 01:55:17.556', '2026-02-28 01:55:17.556'),
  ('cmfqg8ipio3l7k7q25gkqw1ad', 'cm-refresh-3ac188abaa5ed3b6b757d78e99422a7b19ef5748', 'cmf64dm1i3boik7q24ydbcrfv', '2025-09-26 06:18:57.078', '2025-09-19 06:18:57.078'),
  ('cmigdni1g1qlgk7q26r44fhrq', 'cm-refresh-dead4f795ef52d8cce2df63a02e6ca15ad14b8b8', 'cmgpwyjw2g08ak7q2wklbbmcr', '2025-12-03 19:08:02.452', '2025-11-26 19:08:02.452'),
  ('cmjqpzy9mhauyk7q2dywodv87', 'cm-refresh-b93e6ab503a9d2248c3f1fecc247b11e7d1294e0', 'cmjjd6hjgmjqfk7q28eg6tvcy', '2026-01-05 05:31:02.842', '2025-12-29 05:31:02.842'),
  ('cmlxam2vg8lork7q28tobmx2w', 'cm-refresh-5fbd3a621354223d9cf5eb7d70433a0efa0eb28e', 'cmk9cllaufh41k7q29kzsc106', '2026-03-01 05:14:09.292', '2026-02-22 05:14:09.292'),
  ('cmmeesdxor0j4k7q2u9p85uxk', 'cm-refresh-be145321763c7068fd5c119e9a35150a0a3ba040', 'cmkb3nbcqfdh7k7q2euuofqgw', '2026-03-13 04:43:07.020', '2026-03-06 04:43:07.020'),
  ('cmmjorlc2ve5wk7q2ll3o54gv', 'cm-refresh-a3363cabed4a3e1e87452545854234e050c2fd9c', 'cmm0ldz0c8qa9k7q2kr7zxh9b', '2026-03-16 21:21:16.994', '2026-03-09 21:21:16.994'),
  ('cmkpyc8ww4q8xk7q235i0a1sa', 'cm-refresh-3b78a5651ded5f831b2b2f37585cfe8baa3d0e8a', 'cmhx95k7kn64pk7q20fpstlmr', '2026-01-29 21:16:29.600', '2026-01-22 21:16:29.600'),
  ('cmhs2j7w0xvj7k7q2g1h70b0o', 'cm-refresh-18cd23849fe104840f7b46d5b1b53a5356dffd22', 'cmgaqbbjdrfrxk7q2nbcfvu5b', '2025-11-16 18:50:18.672', '2025-11-09 18:50:18.672'),
  ('cmlj6eqdr8dxqk7q2bnbl4ok8', 'cm-refresh-36de2ae074f3b82c558490913647cdb667746fb7', 'cml2j7o7thq7ck7q2iwg37r0n', '2026-02-19 08:07:41.583', '2026-02-12 08:07:41.583'),
  ('cmkhui1vevb08k7q2oy9bnnc6', 'cm-refresh-c182973c7d82195d3dbb01ab6067dafcc5389231', 'cmjrpmc6kq9rek7q28880xd5e', '2026-01-24 05:06:52.538', '2026-01-17 05:06:52.538'),
  ('cmmn27bcu76grk7q2wxuz5fj8', 'cm-refresh-e7e189d795cc5281293120c68397d37d7081724b', 'cmmfzcr82lj9nk7q2j7yibx8p', '2026-03-19 06:00:44.094', '2026-03-12 06:00:44.094'),
  ('cmjb25lqbjf58k7q2ix2e25um', 'cm-refresh-3457457e9b8d3e8d04386e374ae8b3be03fbbd28', 'cmiyzgi11hy52k7q2yy6qt2dk', '2025-12-25 06:27:03.107', '2025-12-18 06:27:03.107'),
  ('cmmq9nffdt9uqk7q27mphct5h', 'cm-refresh-043f54afe638fb6db031c58157438ab5b782efe6', 'cmgaqbbjdrfrxk7q2nbcfvu5b', '2026-03-21 11:52:31.705', '2026-03-14 11:52:31.705'),
  ('cmj5ls2o8pzmxk7q2lvl9wf1x', 'cm-refresh-6c3924b610786984ea9a081b89a72dd608d511e8', 'cmhyt79dqsvfak7q2bsqrh42u', '2025-12-21 10:49:47.144', '2025-12-14 10:49:47.144'),
  ('cmm4svg4l3j0nk7q2xrcrbiz5', 'cm-refresh-1b5b07f8389cc20f9947fba282b491b81878e556', 'cmkb4qlwku7xfk7q29talwwjh', '2026-03-06 11:19:42.693', '2026-02-27 11:19:42.693'),
  ('cml913fqjdq3fk7q20h8c35ky', 'cm-refresh-ce35ccb9087a16a45b282803f8172001c117b3f9', 'cmkmaf7ukqpdxk7q2qsysjq3v', '2026-02-12 05:41:14.731', '2026-02-05 05:41:14.731'),
  ('cmmqvymgxtk5sk7q2q0erjdk0', 'cm-refresh-a103d460067f11af7b828d6aef046e80abff9830', 'cmim1r2trw2h7k7q2loz9qgv7', '2026-03-21 22:17:05.601', '2026-03-14 22:17:05.601'),
  ('cmgfvvbx1emhsk7q2zioun7k4', 'cm-refresh-f8c7f4428cd0804ace527dfdadb82962fc9675cb', 'cmfsc1czjz56wk7q24clubqmw', '2025-10-14 01:30:50.005', '2025-10-07 01:30:50.005'),
  ('cmmiu9ycc8ykwk7q22iufjy2t', 'cm-refresh-94299352a0804c8590b6fe67be69af791b3a6f1e', 'cmlb9z6exw2mik7q26624t84g', '2026-03-16 07:07:45.564', '2026-03-09 07:07:45.564'),
  ('cmmkm39u7l1fbk7q2meomjys6', 'cm-refresh-ff74c221b6d9f8b0655ee672cb173eaa978cde45', 'cmjeiktdmg3nek7q2wsg9mmrj', '2026-03-17 12:54:09.295', '2026-03-10 12:54:09.295');

INSERT INTO "email_verifications" ("id", "email", "token", "expiresAt", "usedAt") VALUES
  ('cmhlxro5knq8hk7q27n9anzlj', 'ines.dragan37@example.org', 'cm-verify-a4db06cd80917c4973fadfc4c27aecc2e24a14be', '2025-11-06 11:50:17.864', NULL),
  ('cmjeiktdm0vnzk7q21m0tpy8x', 'farouk.fortier50@example.org', 'cm-verify-7679c746fa9cdd95a519f4afe6f5ec2056eff89e', '2025-12-21 16:30:05.242', NULL),
  ('cmhs7rs66swumk7q2td7xht77', 'bram.fortier8@example.org', 'cm-verify-a5d5e991a5d1a3d06e71c108feaeb4b301f83f3c', '2025-11-10 21:16:56.286', NULL),
  ('cmfqpqyohwjv2k7q2vvircpyw', 'celine.paquette6@example.org', 'cm-verify-255773a9826409fe3b273a98af8dc6fd00428caf', '2025-09-20 10:45:14.129', NULL),
  ('cmj6oi3uioiy1k7q2hp51w4qv', 'jonas.bellegarde0@example.org', 'cm-verify-48447743077de2aebcd14a6e000be829412c727f', '2025-12-16 04:53:47.130', NULL),
  ('cmjvfaevjaqsqk7q2tg2khmlz', 'dion.engstrom58@example.org', 'cm-verify-91dcda6e293686da9dc42e18dfbe2d343fbd31a2', '2026-01-02 12:30:06.031', NULL),
  ('cmlxgisohbua7k7q2ljgosvdw', 'pavel.ikeda12@example.org', 'cm-verify-6694c5a39f94187df1b9af7205d4f4f552e99ae0', '2026-02-23 07:59:33.809', NULL),
  ('cmfqpqyohquuwk7q2ptom6s0y', 'celine.paquette6@example.org', 'cm-verify-c7380fed0ee0b98c84a0f2fef7a512da5ed780dc', '2025-09-20 10:45:14.129', NULL),
  ('cmm0ldz0cgp7zk7q2d8ef80od', 'tavish.olsen30@example.org', 'cm-verify-968f447bb0300b7df5fb4f8862f28aa8918b82e8', '2026-02-25 12:39:05.340', NULL),
  ('cmm4zx85isvx6k7q2ro8awry5', 'gwen.paquette55@example.org', 'cm-verify-00e2f9a8538140f76aff949017cb4989715b656a', '2026-02-28 14:37:02.982', NULL);

INSERT INTO "Tag" ("id", "name", "color", "createdAt") VALUES
  ('cmj63cuvuor6kk7q2ros7z1b0', 'transit', NULL, '2025-12-14 19:01:50.298'),
  ('cmmha5xhdlspek7q2xdh2eohs', 'housing', '#d4380d', '2026-03-08 04:56:59.329'),
  ('cml5fnr792o3pk7q282wxog27', 'climate', '#d4380d', '2026-02-02 17:17:52.629'),
  ('cmic0sp3bbi5mk7q2stdduf7j', 'schools', NULL, '2025-11-23 17:57:05.159'),
  ('cmmoyl80b313yk7q2689zc9xn', 'health care', '#d4380d', '2026-03-13 13:55:06.827'),
  ('cmf2vr6njv9b1k7q2qh07z8ng', 'labour', '#d4380d', '2025-09-02 18:26:53.935'),
  ('cmkskvw07bjxok7q254puhhbp', 'Québec/ROC', '#d4380d', '2026-01-24 17:23:09.895'),
  ('cmjnvpawhrl01k7q2rdahoen3', '2026 budget', NULL, '2025-12-27 05:47:25.169'),
  ('cmg7orcqnf586k7q2hfa4pijd', '100% local', NULL, '2025-10-01 07:49:37.727'),
  ('cmjsik0onfg1wk7q2crica66w', 'parks & pools', NULL, '2025-12-30 11:38:14.519'),
  ('cmmdcume4ye6zk7q2w6rrwrlm', 'so-called "red tape"', '#d4380d', '2026-03-05 11:01:05.884'),
  ('cmlkbj5fvrb8wk7q27ngzz2ik', 'Réconciliation', NULL, '2026-02-13 03:18:51.979');

INSERT INTO "campaigns" ("id", "slug", "title", "description", "emailSubject", "emailBody", "status", "targetGovernmentLevels", "highlightCampaign", "featureFlags", "budget", "parentId", "createdByUserId", "createdByUserEmail", "startsAt", "deletedAt", "createdAt", "updatedAt") VALUES
  ('cmf3i6oa6215ak7q27z1h2on9', 'keep-the-night-buses-running-1', 'Keep the night buses running', 'Keep the night buses running: write to everybody who decides about it.

“Together” we''re heard.', 'Keep the night buses running', 'Dear {{representative}},

please act: keep the night buses running.

{{name}}', 'PAUSED', '{"PROVINCIAL","MUNICIPAL","SCHOOL_BOARD"}', 't', '{"allowSmtpEmail":true,"showResponseWall":false,"collectUserInfo":true}', '15000.00', NULL, 'cmjiuehdvkkack7q2cuyyhoht', 'oksana.engstrom60@example.org', NULL, NULL, '2025-09-03 04:54:48.174', '2025-09-08 22:48:11.740'),
  ('cmjusx0eidyh0k7q2y8l25o7w', 'rent-control-now-2', 'Rent control now', NULL, 'Rent control now', 'Dear {{representative}},

please act: rent control now.

{{name}}', 'ACTIVE', '{"PROVINCIAL","SCHOOL_BOARD"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', '0.10', NULL, 'cmjiuehdvkkack7q2cuyyhoht', 'oksana.engstrom60@example.org', NULL, NULL, '2026-01-01 02:03:49.194', '2026-01-01 05:43:22.754'),
  ('cmg54fe0om499k7q25w48q7di', 'save-the-hazeldean-pool-3', 'Save the Hazeldean pool', NULL, 'Save the Hazeldean pool', 'Dear {{representative}},

please act: save the hazeldean pool.

{{name}}', 'DRAFT', '{"FEDERAL"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', '9999999999.99', NULL, 'cmlawk3avru3ak7q2akskosoe', 'dion.cardinal7@example.org', '2025-09-30 12:44:54.840', NULL, '2025-09-29 12:44:54.840', '2025-10-14 13:15:54.208'),
  ('cmfrbck2tj1ubk7q24d9sf963', 'safe-crossings-for-schools-4', 'Safe crossings for schools', 'Safe crossings for schools: write to everybody who decides about it.

“Together” we''re heard.', 'Safe crossings for schools', 'Dear {{representative}},

please act: safe crossings for schools.

{{name}}', 'DRAFT', '{"SCHOOL_BOARD"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', '0.00', 'cmfmz5izefd6ek7q2ji8l33u0', 'cmlb9z6exw2mik7q26624t84g', 'esi.achterberg21@example.org', '2025-09-20 20:49:53.573', NULL, '2025-09-19 20:49:53.573', '2025-10-09 12:50:02.747'),
  ('cmf84wlhosk6rk7q2q1all6vc', 'stop-the-ring-road-5', 'Stop the ring road', NULL, 'Stop the ring road', 'Dear {{representative}},

please act: stop the ring road.

{{name}}', 'PAUSED', '{"PROVINCIAL"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":false,"collectUserInfo":false}', '333.33', NULL, 'cmm5kwnoiuy0kk7q2bx6texk2', 'jonas.fortier56@example.org', NULL, NULL, '2025-09-06 10:41:53.868', '2025-09-17 04:05:01.896'),
  ('cmh0qjceqhp4uk7q20p5b3r2h', 'public-libraries-seven-days-6', 'Public libraries seven days', 'Public libraries seven days: write to everybody who decides about it.

“Together” we''re heard.', 'Public libraries seven days', 'Dear {{representative}},

please act: public libraries seven days.

{{name}}', 'DRAFT', '{"PROVINCIAL","MUNICIPAL"}', 't', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', NULL, NULL, 'cmhx95k7kn64pk7q20fpstlmr', 'noor.houle46@example.org', NULL, NULL, '2025-10-21 15:44:42.386', '2025-10-21 15:44:42.386'),
  ('cmh3krqjvt2snk7q2teotoihh', 'a-living-wage-for-home-care-7', 'A living wage for home care', 'A living wage for home care: write to everybody who decides about it.

“Together” we''re heard.', 'A living wage for home care', 'Dear {{representative}},

please act: a living wage for home care.

{{name}}', 'ACTIVE', '{"FEDERAL","MUNICIPAL"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', NULL, NULL, 'cml6shx64x0ilk7q210yzqf94', 'gwen.fortier36@example.org', NULL, NULL, '2025-10-23 15:26:34.795', '2025-11-22 05:41:08.297'),
  ('cmjhfkd4fs8htk7q2jvfaz6ci', 'wetlands-not-warehouses-8', 'Wetlands, not warehouses', 'Wetlands, not warehouses: write to everybody who decides about it.

“Together” we''re heard.', 'Wetlands, not warehouses', 'Dear {{representative}},

please act: wetlands, not warehouses.

{{name}}', 'DRAFT', '{}', 'f', '{"allowSmtpEmail":true,"showResponseWall":false,"collectUserInfo":true}', NULL, NULL, 'cmhs7rs66bo75k7q2gtsm0f76', 'bram.fortier8@example.org', NULL, NULL, '2025-12-22 17:29:03.855', '2025-12-22 17:29:03.855'),
  ('cmfum3ljklkxkk7q2ym2ekfec', 'keep-the-night-buses-running-9', 'Keep the night buses running (9)', 'Keep the night buses running: write to everybody who decides about it.

“Together” we''re heard.', 'Keep the night buses running', 'Dear {{representative}},

please act: keep the night buses running.

{{name}}', 'ARCHIVED', '{"SCHOOL_BOARD"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', NULL, NULL, 'cmm0mbm1p0d7sk7q24oau095d', 'kiri.olsen2@example.org', '2025-09-23 04:14:09.872', NULL, '2025-09-22 04:14:09.872', '2025-09-22 04:14:09.872'),
  ('cmfmz5izefd6ek7q2ji8l33u0', 'rent-control-now-10', 'Rent control now (10)', 'Rent control now: write to everybody who decides about it.

“Together” we''re heard.', 'Rent control now', 'Dear {{representative}},

please act: rent control now.

{{name}}', 'ARCHIVED', '{"FEDERAL","PROVINCIAL","SCHOOL_BOARD"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', NULL, NULL, 'cmlr1nez8wv4gk7q2xue2el0d', 'oksana.dragan16@example.org', '2025-09-17 19:57:25.466', NULL, '2025-09-16 19:57:25.466', '2025-09-16 19:57:25.466'),
  ('cmjvzbtt3l6kpk7q263lcx4yv', 'save-the-hazeldean-pool-11', 'Save the Hazeldean pool (11)', 'Save the Hazeldean pool: write to everybody who decides about it.

“Together” we''re heard.', 'Save the Hazeldean pool', 'Dear {{representative}},

please act: save the hazeldean pool.

{{name}}', 'PAUSED', '{"FEDERAL","SCHOOL_BOARD"}', 't', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', NULL, 'cmg54fe0om499k7q25w48q7di', 'cmkb4qlwku7xfk7q29talwwjh', 'lucia.kowalchuk57@example.org', NULL, NULL, '2026-01-01 21:51:04.359', '2026-01-01 21:51:04.359'),
  ('cmjb38r0wotyvk7q2e8h0snna', 'safe-crossings-for-schools-12', 'Safe crossings for schools (12)', 'Safe crossings for schools: write to everybody who decides about it.

“Together” we''re heard.', 'Safe crossings for schools', 'Dear {{representative}},

please act: safe crossings for schools.

{{name}}', 'DRAFT', '{}', 'f', '{"allowSmtpEmail":true,"showResponseWall":false,"collectUserInfo":true}', NULL, 'cmfrbck2tj1ubk7q24d9sf963', 'cmmmx5sz9n676k7q2arzu2mtr', 'gwen.fortier52@example.org', '2025-12-19 06:57:29.552', NULL, '2025-12-18 06:57:29.552', '2025-12-22 20:03:34.579'),
  ('cmh21l8qh0y0ak7q2x2p2rmh0', 'stop-the-ring-road-13', 'Stop the ring road (13)', NULL, 'Stop the ring road', 'Dear {{representative}},

please act: stop the ring road.

{{name}}', 'ACTIVE', '{"FEDERAL","PROVINCIAL"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', NULL, 'cmf84wlhosk6rk7q2q1all6vc', 'cmj6oi3uioa4nk7q2331h7z4y', 'jonas.bellegarde0@example.org', NULL, NULL, '2025-10-22 13:41:52.889', '2025-11-04 07:15:25.728'),
  ('cmga681ibnqstk7q2dz5t4j8d', 'public-libraries-seven-days-14', 'Public libraries seven days (14)', 'Public libraries seven days: write to everybody who decides about it.

“Together” we''re heard.', 'Public libraries seven days', 'Dear {{representative}},

please act: public libraries seven days.

{{name}}', 'ARCHIVED', '{"FEDERAL"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', NULL, 'cmh0qjceqhp4uk7q20p5b3r2h', 'cmlb9z6exw2mik7q26624t84g', 'esi.achterberg21@example.org', '2025-10-04 01:34:02.147', NULL, '2025-10-03 01:34:02.147', '2025-10-05 17:46:13.820'),
  ('cmjx8ckvu49e9k7q2xhpnb47n', 'a-living-wage-for-home-care-15', 'A living wage for home care (15)', 'A living wage for home care: write to everybody who decides about it.

“Together” we''re heard.', 'A living wage for home care', 'Dear {{representative}},

please act: a living wage for home care.

{{name}}', 'ACTIVE', '{"PROVINCIAL","SCHOOL_BOARD"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', NULL, NULL, 'cmkbqflii3jgak7q2ii0tnpr8', 'aaliyah.houle47@example.org', '2026-01-03 18:51:22.170', '2026-01-02 18:51:22.171', '2026-01-02 18:51:22.170', '2026-01-02 18:51:22.170'),
  ('cmguntek2fky2k7q214masw6l', 'wetlands-not-warehouses-16', 'Wetlands, not warehouses (16)', 'Wetlands, not warehouses: write to everybody who decides about it.

“Together” we''re heard.', 'Wetlands, not warehouses', 'Dear {{representative}},

please act: wetlands, not warehouses.

{{name}}', 'ACTIVE', '{"MUNICIPAL","SCHOOL_BOARD"}', 't', '{"allowSmtpEmail":true,"showResponseWall":true,"collectUserInfo":true}', NULL, NULL, 'cmhs7rs66bo75k7q2gtsm0f76', 'bram.fortier8@example.org', NULL, '2025-10-17 09:41:55.827', '2025-10-17 09:41:55.826', '2025-10-17 09:41:55.826'),
  ('cmmpgap4efo78k7q2ecatwuy7', 'keep-the-night-buses-running-17', 'Keep the night buses running (17)', 'Keep the night buses running: write to everybody who decides about it.

“Together” we''re heard.', 'Keep the night buses running', 'Dear {{representative}},

please act: keep the night buses running.

{{name}}', 'ACTIVE', '{"FEDERAL","PROVINCIAL","MUNICIPAL","SCHOOL_BOARD"}', 'f', '{"allowSmtpEmail":true,"showResponseWall":false,"collectUserInfo":true}', NULL, NULL, 'cmgpwyjw2g08ak7q2wklbbmcr', 'celine.cardinal4@example.org', NULL, NULL, '2026-03-13 22:10:48.878', '2026-03-13 22:10:48.878');

INSERT INTO "_CampaignToTag" ("A", "B") VALUES
  ('cmjvzbtt3l6kpk7q263lcx4yv', 'cmjsik0onfg1wk7q2crica66w'),
  ('cmjusx0eidyh0k7q2y8l25o7w', 'cmmdcume4ye6zk7q2w6rrwrlm'),
  ('cmf84wlhosk6rk7q2q1all6vc', 'cmmoyl80b313yk7q2689zc9xn'),
  ('cmjvzbtt3l6kpk7q263lcx4yv', 'cmmdcume4ye6zk7q2w6rrwrlm'),
  ('cmjb38r0wotyvk7q2e8h0snna', 'cmic0sp3bbi5mk7q2stdduf7j'),
  ('cmguntek2fky2k7q214masw6l', 'cml5fnr792o3pk7q282wxog27'),
  ('cmguntek2fky2k7q214masw6l', 'cmic0sp3bbi5mk7q2stdduf7j'),
  ('cmguntek2fky2k7q214masw6l', 'cmmdcume4ye6zk7q2w6rrwrlm'),
  ('cmfmz5izefd6ek7q2ji8l33u0', 'cmmha5xhdlspek7q2xdh2eohs'),
  ('cmfrbck2tj1ubk7q24d9sf963', 'cmjsik0onfg1wk7q2crica66w'),
  ('cmf84wlhosk6rk7q2q1all6vc', 'cml5fnr792o3pk7q282wxog27'),
  ('cmh3krqjvt2snk7q2teotoihh', 'cmmdcume4ye6zk7q2w6rrwrlm'),
  ('cmfrbck2tj1ubk7q24d9sf963', 'cmj63cuvuor6kk7q2ros7z1b0'),
  ('cmjvzbtt3l6kpk7q263lcx4yv', 'cmf2vr6njv9b1k7q2qh07z8ng'),
  ('cmf3i6oa6215ak7q27z1h2on9', 'cmic0sp3bbi5mk7q2stdduf7j'),
  ('cmjb38r0wotyvk7q2e8h0snna', 'cmf2vr6njv9b1k7q2qh07z8ng'),
  ('cmjx8ckvu49e9k7q2xhpnb47n', 'cmmha5xhdlspek7q2xdh2eohs'),
  ('cmguntek2fky2k7q214masw6l', 'cmf2vr6njv9b1k7q2qh07z8ng'),
  ('cmjhfkd4fs8htk7q2jvfaz6ci', 'cmf2vr6njv9b1k7q2qh07z8ng'),
  ('cmh0qjceqhp4uk7q20p5b3r2h', 'cmg7orcqnf586k7q2hfa4pijd'),
  ('cmh0qjceqhp4uk7q20p5b3r2h', 'cmf2vr6njv9b1k7q2qh07z8ng'),
  ('cmh21l8qh0y0ak7q2x2p2rmh0', 'cmlkbj5fvrb8wk7q27ngzz2ik'),
  ('cmf84wlhosk6rk7q2q1all6vc', 'cmmdcume4ye6zk7q2w6rrwrlm'),
  ('cmjusx0eidyh0k7q2y8l25o7w', 'cml5fnr792o3pk7q282wxog27'),
  ('cmjvzbtt3l6kpk7q263lcx4yv', 'cml5fnr792o3pk7q282wxog27'),
  ('cmh0qjceqhp4uk7q20p5b3r2h', 'cmjsik0onfg1wk7q2crica66w'),
  ('cmjb38r0wotyvk7q2e8h0snna', 'cmmoyl80b313yk7q2689zc9xn'),
  ('cmjusx0eidyh0k7q2y8l25o7w', 'cmmha5xhdlspek7q2xdh2eohs'),
  ('cmfum3ljklkxkk7q2ym2ekfec', 'cmmoyl80b313yk7q2689zc9xn'),
  ('cmh0qjceqhp4uk7q20p5b3r2h', 'cmj63cuvuor6kk7q2ros7z1b0'),
  ('cmfmz5izefd6ek7q2ji8l33u0', 'cmjsik0onfg1wk7q2crica66w'),
  ('cmguntek2fky2k7q214masw6l', 'cmjnvpawhrl01k7q2rdahoen3'),
  ('cmfrbck2tj1ubk7q24d9sf963', 'cmmdcume4ye6zk7q2w6rrwrlm'),
  ('cmga681ibnqstk7q2dz5t4j8d', 'cmjnvpawhrl01k7q2rdahoen3'),
  ('cmjx8ckvu49e9k7q2xhpnb47n', 'cmmdcume4ye6zk7q2w6rrwrlm'),
  ('cmjx8ckvu49e9k7q2xhpnb47n', 'cmj63cuvuor6kk7q2ros7z1b0');

INSERT INTO "representatives" ("id", "postalCode", "name", "electedOffice", "governmentLevel", "email", "offices", "cachedAt") VALUES
  ('cmlkajsn25mkgk7q22z4vo5r4', 'T5B 0Y0', 'Noor Houle', 'Member of Parliament', 'FEDERAL', 'rep0@gov.example.org', NULL, '2026-02-13 02:51:22.430'),
  ('cmhd5wyfqtlvtk7q2pbqhbf4e', 'T6K 1Y1', 'Jonas Jorgensen', 'MLA', 'PROVINCIAL', 'rep1@gov.example.org', '[{"type":"constituency","tel":"780 555-6872"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2025-10-30 08:28:25.814'),
  ('cmj15v0311gxjk7q2r7ya63mw', 'T5B 2Y2', 'Wanjiru Bellegarde', 'City Councillor', 'MUNICIPAL', 'rep2@gov.example.org', '[{"type":"constituency","tel":"780 555-4033"}]', '2025-12-11 08:13:05.197'),
  ('cmmc0mwguo4ewk7q2qov5bdll', 'T6A 3Y3', 'Esi Makokis', 'School Trustee', 'SCHOOL_BOARD', 'rep3@gov.example.org', '[{"type":"constituency","tel":"780 555-4848"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2026-03-04 12:31:24.126'),
  ('cmj6kasx1u696k7q2c60g9s6j', 'T5A 4Y4', 'Bram Cardinal', 'Member of Parliament', 'FEDERAL', 'rep4@gov.example.org', '[{"type":"constituency","tel":"780 555-8950"}]', '2025-12-15 02:56:07.909'),
  ('cmkjpcd4h2j7lk7q2ltllb192', 'T6K 5Y5', 'Farouk Jorgensen', 'MLA', 'PROVINCIAL', 'rep5@gov.example.org', '[{"type":"constituency","tel":"780 555-0685"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2026-01-18 12:18:01.457'),
  ('cmmkmrhkhkqckk7q2rxv55n69', 'T5A 6Y6', 'Mateus Bellegarde', 'City Councillor', 'MUNICIPAL', 'rep6@gov.example.org', '[{"type":"constituency","tel":"780 555-5030"}]', '2026-03-10 13:12:59.057'),
  ('cmftwi6git8gkk7q2ztcqmrm7', 'T6K 7Y0', 'Pavel Kowalchuk', 'School Trustee', 'SCHOOL_BOARD', NULL, '[{"type":"constituency","tel":"780 555-9184"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2025-09-21 16:17:40.146'),
  ('cmmeoa0vv3y6kk7q2dhly4sjy', 'T5B 8Y1', 'Farouk Jorgensen', 'Member of Parliament', 'FEDERAL', NULL, '[{"type":"constituency","tel":"780 555-1020"}]', '2026-03-06 09:08:46.459'),
  ('cmfzy0fh5rgvyk7q27h1z68ve', 'T6K 9Y2', 'Jonas Houle', 'MLA', 'PROVINCIAL', NULL, NULL, '2025-09-25 21:46:28.313'),
  ('cmik0o9v8216mk7q25a0a1noc', 'T5B 0Y3', 'Noor Paquette', 'City Councillor', 'MUNICIPAL', 'rep10@gov.example.org', '[{"type":"constituency","tel":"780 555-5834"}]', '2025-11-29 08:15:48.212'),
  ('cmml6k9cktot0k7q22zdac527', 'T6B 1Y4', 'Céline Cardinal', 'School Trustee', 'SCHOOL_BOARD', NULL, '[{"type":"constituency","tel":"780 555-0340"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2026-03-10 22:27:14.132'),
  ('cmilcp1dowrfpk7q2y5u614wg', 'T5B 2Y5', 'Mateus Nwosu', 'Member of Parliament', 'FEDERAL', 'rep12@gov.example.org', '[{"type":"constituency","tel":"780 555-9741"}]', '2025-11-30 06:40:05.436'),
  ('cmgu9u9knvn7qk7q2k4qxcmcb', 'T6K 3Y6', 'Wanjiru Houle', 'MLA', 'PROVINCIAL', 'rep13@gov.example.org', '[{"type":"constituency","tel":"780 555-9623"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2025-10-17 03:10:41.399'),
  ('cmf5i8f7lv11zk7q2e7y2tc88', 'T5X 4Y0', 'Gwen Houle', 'City Councillor', 'MUNICIPAL', NULL, '[{"type":"constituency","tel":"780 555-7031"}]', '2025-09-04 14:31:42.081'),
  ('cmll7r27uaicrk7q2lv4lyl6v', 'T6X 5Y1', 'Raven L''Hirondelle', 'School Trustee', 'SCHOOL_BOARD', 'rep15@gov.example.org', '[{"type":"constituency","tel":"780 555-5067"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2026-02-13 18:20:48.762'),
  ('cmik81gi94vm9k7q2269w1hm1', 'T5A 6Y2', 'Noor Olsen', 'Member of Parliament', 'FEDERAL', 'rep16@gov.example.org', '[{"type":"constituency","tel":"780 555-2922"}]', '2025-11-29 11:42:00.657'),
  ('cmg2fsnk7usvmk7q2e902edfa', 'T6K 7Y3', 'Bram Houle', 'MLA', 'PROVINCIAL', 'rep17@gov.example.org', '[{"type":"constituency","tel":"780 555-9496"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2025-09-27 15:39:50.983'),
  ('cmi7mm90pwrfqk7q2cd9jl7ds', 'T5K 8Y4', 'Lucía Bellegarde', 'City Councillor', 'MUNICIPAL', 'rep18@gov.example.org', NULL, '2025-11-20 16:09:05.065'),
  ('cmlr78hqgd064k7q23dbd9frd', 'T6X 9Y5', 'Tavish Olsen', 'School Trustee', 'SCHOOL_BOARD', NULL, '[{"type":"constituency","tel":"780 555-1315"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2026-02-17 22:52:59.464'),
  ('cmj3wklibmuotk7q2uo4fz1xx', 'T5X 0Y6', 'Oksana Fortier', 'Member of Parliament', 'FEDERAL', 'rep20@gov.example.org', '[{"type":"constituency","tel":"780 555-5942"}]', '2025-12-13 06:16:21.731'),
  ('cmkw8y5xr7cj3k7q2r7ambtq5', 'T6B 1Y0', 'Jonas Bellegarde', 'MLA', 'PROVINCIAL', 'rep21@gov.example.org', '[{"type":"constituency","tel":"780 555-4191"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2026-01-27 07:00:05.391'),
  ('cmfpb03ckui0mk7q2d361toz1', 'T5A 2Y1', 'Dion Cardinal', 'City Councillor', 'MUNICIPAL', 'rep22@gov.example.org', '[{"type":"constituency","tel":"780 555-6612"}]', '2025-09-18 11:04:39.668'),
  ('cmj37mh1jv9jgk7q2pb7ypxj0', 'T6K 3Y2', 'Aaliyah Makokis', 'School Trustee', 'SCHOOL_BOARD', 'rep23@gov.example.org', '[{"type":"constituency","tel":"780 555-3064"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2025-12-12 18:37:58.855'),
  ('cmkqn7bnykpl5k7q2z6r48gqn', 'T5K 4Y3', 'Esi Engström', 'Member of Parliament', 'FEDERAL', NULL, '[{"type":"constituency","tel":"780 555-0759"}]', '2026-01-23 08:52:30.286'),
  ('cmjnrss79p49zk7q2rgpxthza', 'T6X 5Y4', 'Wanjiru Drăgan', 'MLA', 'PROVINCIAL', 'rep25@gov.example.org', '[{"type":"constituency","tel":"780 555-3164"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2025-12-27 03:58:09.093'),
  ('cmj51k3ci9su8k7q238woww9m', 'T5A 6Y5', 'Bram Fortier', 'City Councillor', 'MUNICIPAL', 'rep26@gov.example.org', '[{"type":"constituency","tel":"780 555-2233"}]', '2025-12-14 01:23:42.450'),
  ('cmgw39b04bmlrk7q2t2nn65fn', 'T6A 7Y6', 'Noor Jorgensen', 'School Trustee', 'SCHOOL_BOARD', 'rep27@gov.example.org', NULL, '2025-10-18 09:41:58.132'),
  ('cmm92lssjd0hak7q23a9182jr', 'T5A 8Y0', 'Pavel Makokis', 'Member of Parliament', 'FEDERAL', 'rep28@gov.example.org', '[{"type":"constituency","tel":"780 555-7824"}]', '2026-03-02 11:03:13.411'),
  ('cmhripuep4hrzk7q26gjb82wl', 'T6K 9Y1', 'Inès Paquette', 'MLA', 'PROVINCIAL', 'rep29@gov.example.org', '[{"type":"constituency","tel":"780 555-1965"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2025-11-09 09:35:35.473'),
  ('cml01xgdbdrq6k7q2pn1hrsaz', 'T5K 0Y2', 'Raven Olsen', 'City Councillor', 'MUNICIPAL', 'rep30@gov.example.org', '[{"type":"constituency","tel":"780 555-6979"}]', '2026-01-29 22:54:39.647'),
  ('cmgofhn4f28cjk7q2k2gc0uxi', 'T6X 1Y3', 'Inès Paquette', 'School Trustee', 'SCHOOL_BOARD', 'rep31@gov.example.org', '[{"type":"constituency","tel":"780 555-5351"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2025-10-13 01:02:13.071'),
  ('cmmhsdayi3ek5k7q2fqy7id0w', 'T5A 2Y4', 'Raven Bellegarde', 'Member of Parliament', 'FEDERAL', 'rep32@gov.example.org', '[{"type":"constituency","tel":"780 555-0486"}]', '2026-03-08 13:26:36.474'),
  ('cmlhy9mh4wyc2k7q2kab912x6', 'T6X 3Y5', 'Céline Cardinal', 'MLA', 'PROVINCIAL', 'rep33@gov.example.org', '[{"type":"constituency","tel":"780 555-4184"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2026-02-11 11:32:00.136'),
  ('cmlefafajvv39k7q2gu4gsebz', 'T5B 4Y6', 'Pavel Paquette', 'City Councillor', 'MUNICIPAL', 'rep34@gov.example.org', '[{"type":"constituency","tel":"780 555-2630"}]', '2026-02-09 00:17:26.251'),
  ('cmgtybkj0luhbk7q280s5wj2w', 'T6A 5Y0', 'Aaliyah Jorgensen', 'School Trustee', 'SCHOOL_BOARD', 'rep35@gov.example.org', '[{"type":"constituency","tel":"780 555-3218"},{"type":"legislature","postal":"10800 97 Ave\nEdmonton"}]', '2025-10-16 21:48:13.356');

INSERT INTO "campaign_emails" ("id", "campaignId", "userId", "userEmail", "recipientName", "recipientEmail", "method", "subject", "message", "sentAt") VALUES
  ('cmhm06niez9gdk7q2tlujh7vj', 'cmg54fe0om499k7q25w48q7di', NULL, 'visitor0@example.net', 'Bram Olsen', 'rep32@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2026-03-08 02:30:00.000'),
  ('cmjeu6xfaku1nk7q2s3pocr6y', 'cmf3i6oa6215ak7q27z1h2on9', NULL, 'visitor1@example.net', 'Gwen Cardinal', 'rep20@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2025-11-02 01:30:00.000'),
  ('cmiusrd7fc365k7q2v2lza70s', 'cmfum3ljklkxkk7q2ym2ekfec', 'cmkb0xru1l4jbk7q2hbmo58cw', 'wanjiru.achterberg3@example.org', 'Pavel Houle', 'rep7@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-12-31 23:59:59.999'),
  ('cmlkh3ihwp7bck7q2neqer2ms', 'cmfmz5izefd6ek7q2ji8l33u0', NULL, 'visitor3@example.net', 'Inès Jorgensen', 'rep17@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2026-01-01 00:00:00.000'),
  ('cmhabqyw5wsjmk7q21d8k9evd', 'cmga681ibnqstk7q2dz5t4j8d', 'cmhuiqnf2uqpck7q2pnzp1w0n', 'oksana.ikeda31@example.org', 'Hamza Makokis', 'rep32@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-10-28 08:48:25.637'),
  ('cmlgqevdd9gwzk7q24in6saap', 'cmfrbck2tj1ubk7q24d9sf963', 'cmiyzgi11hy52k7q2yy6qt2dk', 'noor.ikeda23@example.org', 'Noor Nwosu', 'rep0@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2026-02-10 15:04:21.841'),
  ('cmlshup8m716dk7q2g3e55sm4', 'cmga681ibnqstk7q2dz5t4j8d', 'cmmhrgfltn1rsk7q2397ub5eo', 'esi.makokis24@example.org', 'Kiri Drăgan', 'rep1@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2026-02-18 20:37:57.958'),
  ('cmm85enha9oajk7q2wn0e6tur', 'cmjusx0eidyh0k7q2y8l25o7w', NULL, 'visitor7@example.net', 'Raven Fortier', 'rep0@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2026-03-01 19:33:52.606'),
  ('cmfr5fyhuk7mjk7q2ds7wcpj8', 'cmga681ibnqstk7q2dz5t4j8d', 'cmju1bk8ljz4nk7q2hqw5vqq3', 'ines.ikeda22@example.org', 'Pavel Achterberg', 'rep1@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-09-19 18:04:34.530'),
  ('cmhacdusv4a77k7q22301gvs1', 'cmjvzbtt3l6kpk7q263lcx4yv', 'cmffcv7a9k237k7q20kpv95n6', 'kiri.engstrom14@example.org', 'Dion Nwosu', 'rep31@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-10-28 09:06:13.423'),
  ('cmm4n5mqs4iwdk7q2sqagoh16', 'cmmpgap4efo78k7q2ecatwuy7', 'cmf2mg53crfo4k7q26c1icgo8', 'gwen.makokis32@example.org', 'Esi Makokis', 'rep6@gov.example.org', 'MAILTO', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2026-02-27 08:39:40.132'),
  ('cmi9otxh15p1fk7q2hb3686v5', 'cmmpgap4efo78k7q2ecatwuy7', NULL, 'visitor11@example.net', 'Aaliyah Drăgan', 'rep1@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-11-22 02:46:34.933'),
  ('cmg54zxchhi92k7q2sy545ay1', 'cmmpgap4efo78k7q2ecatwuy7', NULL, 'visitor12@example.net', 'Dion L''Hirondelle', 'rep6@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-09-29 13:00:53.009'),
  ('cmfq28tdqtzokk7q2ya5hdpgf', 'cmmpgap4efo78k7q2ecatwuy7', NULL, 'visitor13@example.net', 'Aaliyah Houle', 'rep16@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-09-18 23:47:16.286'),
  ('cmf6279eanegwk7q2pvudeq2x', 'cmh0qjceqhp4uk7q20p5b3r2h', 'cmf6bh9xsizjfk7q2qbfrk0uh', 'oksana.lhirondelle45@example.org', 'Esi Jorgensen', 'rep22@gov.example.org', 'MAILTO', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-09-04 23:50:40.210'),
  ('cml9vrk4vr6l2k7q29aeaqq9r', 'cmg54fe0om499k7q25w48q7di', 'cmj6oi3uioa4nk7q2331h7z4y', 'jonas.bellegarde0@example.org', 'Wanjiru Makokis', 'rep1@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2026-02-05 19:59:48.655'),
  ('cmlwpzlj6pw3ik7q286wp02tn', 'cmf3i6oa6215ak7q27z1h2on9', NULL, 'visitor16@example.net', 'Noor Cardinal', 'rep27@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2026-02-21 19:36:48.066'),
  ('cmmazoafnk2exk7q27l88enu8', 'cmga681ibnqstk7q2dz5t4j8d', NULL, 'visitor17@example.net', 'Raven Drăgan', 'rep19@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2026-03-03 19:16:43.091'),
  ('cmh53yin6s64xk7q2nvj5t2gi', 'cmjhfkd4fs8htk7q2jvfaz6ci', 'cmhx95k7kn64pk7q20fpstlmr', 'noor.houle46@example.org', 'Esi L''Hirondelle', 'rep25@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-10-24 17:11:30.018'),
  ('cmhah1zre01n3k7q24rlwvtax', 'cmjusx0eidyh0k7q2y8l25o7w', 'cmkhglwsanat6k7q29jc0bmcc', 'lucia.fortier17@example.org', 'Hamza L''Hirondelle', 'rep15@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2025-10-28 11:16:58.058'),
  ('cmfjbfyb2o5fzk7q251sg4a5z', 'cmh0qjceqhp4uk7q20p5b3r2h', NULL, 'visitor20@example.net', 'Céline Olsen', 'rep32@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2025-09-14 06:30:22.574'),
  ('cmmox3sg7aqbrk7q2e5xoolu4', 'cmf84wlhosk6rk7q2q1all6vc', 'cmim1r2trw2h7k7q2loz9qgv7', 'kiri.jorgensen38@example.org', 'Gwen Bellegarde', 'rep3@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2026-03-13 13:13:33.895'),
  ('cmj4ynbia9vkqk7q25pqm6n2u', 'cmf3i6oa6215ak7q27z1h2on9', 'cmim1r2trw2h7k7q2loz9qgv7', 'kiri.jorgensen38@example.org', 'Jonas Nwosu', 'rep13@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-12-14 00:02:14.146'),
  ('cmmg6lgmglrbuk7q2ohirw3q5', 'cmfmz5izefd6ek7q2ji8l33u0', 'cmju1bk8ljz4nk7q2hqw5vqq3', 'ines.ikeda22@example.org', 'Esi Nwosu', 'rep15@gov.example.org', 'MAILTO', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2026-03-07 10:29:19.336'),
  ('cmgirh3xqqsd4k7q2m4atch7q', 'cmjusx0eidyh0k7q2y8l25o7w', NULL, 'visitor24@example.net', 'Bram Ikeda', 'rep1@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-10-09 01:51:06.542'),
  ('cmi9ssmhbuljwk7q20a8uk9bu', 'cmjhfkd4fs8htk7q2jvfaz6ci', NULL, 'visitor25@example.net', 'Mateus Engström', 'rep33@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-11-22 04:37:32.495'),
  ('cmlgkjp3cgjowk7q25dg42m8v', 'cmf84wlhosk6rk7q2q1all6vc', NULL, 'visitor26@example.net', 'Raven Ikeda', 'rep25@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2026-02-10 12:20:09.288'),
  ('cmm8d1r7mtvdck7q2mt74suez', 'cmh3krqjvt2snk7q2teotoihh', 'cmim1r2trw2h7k7q2loz9qgv7', 'kiri.jorgensen38@example.org', 'Noor Gill', 'rep7@gov.example.org', 'MAILTO', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2026-03-01 23:07:47.842'),
  ('cmiav4hdmg1cfk7q24ktsp34b', 'cmjhfkd4fs8htk7q2jvfaz6ci', 'cmjvfaevjqf6wk7q2dgruxbex', 'dion.engstrom58@example.org', 'Kiri Kowalchuk', 'rep31@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-11-22 22:30:31.162'),
  ('cmmpspllji2k3k7q2l07r1dnj', 'cmh3krqjvt2snk7q2teotoihh', 'cmkb0xru1l4jbk7q2hbmo58cw', 'wanjiru.achterberg3@example.org', 'Inès Kowalchuk', 'rep33@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2026-03-14 03:58:19.543'),
  ('cmker9icpm9nsk7q2cube9uyi', 'cmjusx0eidyh0k7q2y8l25o7w', 'cmmfzcr82lj9nk7q2j7yibx8p', 'bram.lhirondelle10@example.org', 'Esi Olsen', 'rep11@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2026-01-15 01:12:56.617'),
  ('cmkyeefrv0enlk7q2bj8uatiu', 'cmf84wlhosk6rk7q2q1all6vc', NULL, 'visitor31@example.net', 'Bram Jorgensen', 'rep31@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2026-01-28 19:08:15.067'),
  ('cmmmrbc0qj0uuk7q27sx8g75e', 'cmguntek2fky2k7q214masw6l', NULL, 'visitor32@example.net', 'Jonas Gill', 'rep25@gov.example.org', 'MAILTO', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2026-03-12 00:55:55.802'),
  ('cmlg8ekbipui9k7q2mb3wcdwd', 'cmf84wlhosk6rk7q2q1all6vc', 'cmg37oedi0xttk7q2kycs1lfo', 'esi.jorgensen5@example.org', 'Bram Ikeda', 'rep1@gov.example.org', 'MAILTO', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2026-02-10 06:40:14.430'),
  ('cmhyqeb1u13owk7q2mqf76azs', 'cmguntek2fky2k7q214masw6l', 'cmfsc1czjz56wk7q24clubqmw', 'ines.gill19@example.org', 'Lucía L''Hirondelle', 'rep30@gov.example.org', 'MAILTO', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-11-14 10:44:57.330'),
  ('cmkz2vegbct7nk7q21ce8rt3k', 'cmh3krqjvt2snk7q2teotoihh', NULL, 'visitor35@example.net', 'Oksana Fortier', 'rep14@gov.example.org', 'MAILTO', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2026-01-29 06:33:17.291'),
  ('cmlvzb6rx7dlsk7q2qi207dem', 'cmh0qjceqhp4uk7q20p5b3r2h', NULL, 'visitor36@example.net', 'Lucía Ikeda', 'rep33@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2026-02-21 07:09:59.181'),
  ('cmlssje6rxxkak7q2bzzxnjp8', 'cmga681ibnqstk7q2dz5t4j8d', 'cmh7d90ztgu0mk7q2xl7s05lw', 'kiri.makokis28@example.org', 'Hamza Paquette', 'rep9@gov.example.org', 'MAILTO', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2026-02-19 01:37:06.195'),
  ('cmhwsyr9dfn4fk7q2qzi4rsxf', 'cmjvzbtt3l6kpk7q263lcx4yv', 'cmjvfaevjqf6wk7q2dgruxbex', 'dion.engstrom58@example.org', 'Jonas Jorgensen', 'rep8@gov.example.org', 'MAILTO', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-11-13 02:21:18.337'),
  ('cmmewv9gu8vu3k7q2wca4zgnn', 'cmjusx0eidyh0k7q2y8l25o7w', NULL, 'visitor39@example.net', 'Pavel Fortier', 'rep19@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2026-03-06 13:09:14.286'),
  ('cmmar388eft1fk7q2xfttwnqk', 'cmf3i6oa6215ak7q27z1h2on9', 'cmlawk3avru3ak7q2akskosoe', 'dion.cardinal7@example.org', 'Pavel Drăgan', 'rep24@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2026-03-03 15:16:23.534'),
  ('cmglbozgtaaygk7q2lkwy214w', 'cmg54fe0om499k7q25w48q7di', 'cmmmx5sz9n676k7q2arzu2mtr', 'gwen.fortier52@example.org', 'Oksana Olsen', 'rep19@gov.example.org', 'MAILTO', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2025-10-10 20:52:38.669'),
  ('cmmfnutd55tsxk7q2m0vtgksz', 'cmga681ibnqstk7q2dz5t4j8d', 'cmj6oi3uioa4nk7q2331h7z4y', 'jonas.bellegarde0@example.org', 'Aaliyah Makokis', 'rep34@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2026-03-07 01:44:43.049'),
  ('cmg187vsqzmc4k7q282h17cw4', 'cmjx8ckvu49e9k7q2xhpnb47n', NULL, 'visitor43@example.net', 'Farouk Achterberg', 'rep2@gov.example.org', 'MAILTO', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-09-26 19:19:58.394'),
  ('cmi0av7s5vwuik7q20vmbu3js', 'cmfrbck2tj1ubk7q24d9sf963', NULL, 'visitor44@example.net', 'Lucía Makokis', 'rep24@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-11-15 13:05:44.741'),
  ('cmhcjv961nqptk7q2qersz8vx', 'cmjhfkd4fs8htk7q2jvfaz6ci', 'cmhzrh11z56drk7q2yvq41alk', 'celine.achterberg49@example.org', 'Noor L''Hirondelle', 'rep27@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-10-29 22:11:14.857'),
  ('cmhd8n4y5jed8k7q2pwwo9apc', 'cmf84wlhosk6rk7q2q1all6vc', NULL, 'visitor46@example.net', 'Bram Drăgan', 'rep23@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-10-30 09:44:46.541'),
  ('cmk26dlqmpzfpk7q2d3b266vb', 'cmjvzbtt3l6kpk7q263lcx4yv', 'cmkmaf7ukqpdxk7q2qsysjq3v', 'hamza.kowalchuk11@example.org', 'Dion Ikeda', 'rep1@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2026-01-06 05:55:01.582'),
  ('cmhvzk4ra3qk7k7q2qsnahe6e', 'cmh21l8qh0y0ak7q2x2p2rmh0', 'cmhzrh11z56drk7q2yvq41alk', 'celine.achterberg49@example.org', 'Bram Houle', 'rep13@gov.example.org', 'MAILTO', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-11-12 12:38:07.126'),
  ('cmg3ge5o4c89gk7q2ygfzwusl', 'cmf84wlhosk6rk7q2q1all6vc', 'cmi6s0c74bjxjk7q2vfgcm17c', 'lucia.olsen1@example.org', 'Bram Kowalchuk', 'rep26@gov.example.org', 'MAILTO', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-09-28 08:44:20.404'),
  ('cmmq6gnys7uokk7q2axihm0gh', 'cmh21l8qh0y0ak7q2x2p2rmh0', NULL, 'visitor50@example.net', 'Tavish Houle', 'rep1@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2026-03-14 10:23:17.332'),
  ('cmgqyu0kqnpqjk7q2eb39pcwt', 'cmh3krqjvt2snk7q2teotoihh', NULL, 'visitor51@example.net', 'Bram Drăgan', 'rep13@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-10-14 19:39:15.434'),
  ('cmm1vb21947muk7q2lxhj16uz', 'cmfum3ljklkxkk7q2ym2ekfec', NULL, 'visitor52@example.net', 'Lucía L''Hirondelle', 'rep21@gov.example.org', 'MAILTO', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2026-02-25 10:04:31.629'),
  ('cmh4idei79c8tk7q2ue7lfon2', 'cmjusx0eidyh0k7q2y8l25o7w', 'cmhlxro5kmeozk7q2y0e6hzym', 'ines.dragan37@example.org', 'Wanjiru Houle', 'rep21@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-10-24 07:07:12.943'),
  ('cmklx9wpfhhynk7q2s0ea5v9o', 'cmjhfkd4fs8htk7q2jvfaz6ci', 'cmkmaf7ukqpdxk7q2qsysjq3v', 'hamza.kowalchuk11@example.org', 'Farouk Paquette', 'rep15@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2026-01-20 01:35:36.147'),
  ('cml2ilbjgizkgk7q2ho2803v3', 'cmjhfkd4fs8htk7q2jvfaz6ci', 'cmm0ldz0c8qa9k7q2kr7zxh9b', 'tavish.olsen30@example.org', 'Mateus Houle', 'rep15@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2026-01-31 16:16:39.340'),
  ('cmiyd3h5g0vb8k7q2g1pjp51j', 'cmfmz5izefd6ek7q2ji8l33u0', NULL, 'visitor56@example.net', 'Bram Jorgensen', 'rep31@gov.example.org', 'MAILTO', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-12-09 09:12:19.348'),
  ('cmh2dvehhfw7pk7q2cfx5y4jh', 'cmf84wlhosk6rk7q2q1all6vc', NULL, 'visitor57@example.net', 'Inès Cardinal', 'rep30@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-10-22 19:25:42.293'),
  ('cmlqm5y2tbbwxk7q24bschemi', 'cmjusx0eidyh0k7q2y8l25o7w', 'cmg3cfpqsjxd2k7q2h6zkbeg5', 'wanjiru.makokis15@example.org', 'Kiri Cardinal', 'rep33@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2026-02-17 13:03:08.741'),
  ('cmhunhif2u3bak7q2izc03lek', 'cmjusx0eidyh0k7q2y8l25o7w', NULL, 'visitor59@example.net', 'Raven Nwosu', 'rep28@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-11-11 14:12:23.294'),
  ('cmfrwpzwurr8sk7q2uz3ua8nr', 'cmjvzbtt3l6kpk7q263lcx4yv', NULL, 'visitor60@example.net', 'Farouk Cardinal', 'rep10@gov.example.org', 'MAILTO', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-09-20 06:48:12.558'),
  ('cmikjz5goh98dk7q2ww6lads8', 'cmf3i6oa6215ak7q27z1h2on9', 'cmlsp8ebj5pbck7q2xyneks90', 'mateus.dragan39@example.org', 'Lucía Kowalchuk', 'rep29@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2025-11-29 17:16:08.424'),
  ('cml3da8xmkl2qk7q2392pf5mq', 'cmh21l8qh0y0ak7q2x2p2rmh0', 'cmlr1nez8wv4gk7q2xue2el0d', 'oksana.dragan16@example.org', 'Esi L''Hirondelle', 'rep1@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2026-02-01 06:35:50.842'),
  ('cmf8pl36ojblnk7q2crtpp587', 'cmh3krqjvt2snk7q2teotoihh', NULL, 'visitor63@example.net', 'Sunniva Fortier', 'rep26@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-09-06 20:20:48.864'),
  ('cmgbi55zv4n5lk7q2rjjn3uyl', 'cmfum3ljklkxkk7q2ym2ekfec', 'cmm5kwnoiuy0kk7q2bx6texk2', 'jonas.fortier56@example.org', 'Lucía Achterberg', 'rep11@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-10-03 23:55:29.563'),
  ('cmjli5jwuitpvk7q2dgbhscw2', 'cmfum3ljklkxkk7q2ym2ekfec', 'cmf6bh9xsizjfk7q2qbfrk0uh', 'oksana.lhirondelle45@example.org', 'Wanjiru Jorgensen', 'rep7@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-12-25 13:52:36.366'),
  ('cmjpp10it6182k7q2hnlqwnc7', 'cmg54fe0om499k7q25w48q7di', NULL, 'visitor66@example.net', 'Céline Bellegarde', 'rep21@gov.example.org', 'MAILTO', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-12-28 12:16:06.629'),
  ('cmh0obfs4rkylk7q27m8j6271', 'cmga681ibnqstk7q2dz5t4j8d', NULL, 'visitor67@example.net', 'Sunniva Drăgan', 'rep6@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-10-21 14:42:34.276'),
  ('cmkdrho32ago3k7q29gb36nxy', 'cmjhfkd4fs8htk7q2jvfaz6ci', NULL, 'visitor68@example.net', 'Bram Drăgan', 'rep0@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2026-01-14 08:31:31.118'),
  ('cmmmqccj0xi48k7q2uqzjctq2', 'cmjvzbtt3l6kpk7q263lcx4yv', NULL, 'visitor69@example.net', 'Lucía Paquette', 'rep3@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2026-03-12 00:28:43.500'),
  ('cmfe2lf48f7o7k7q2qzgnt92u', 'cmjx8ckvu49e9k7q2xhpnb47n', 'cmm0mbm1p0d7sk7q24oau095d', 'kiri.olsen2@example.org', 'Wanjiru Kowalchuk', 'rep19@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-09-10 14:23:50.216'),
  ('cmjsmeelc0lsqk7q2kq2xm172', 'cmf3i6oa6215ak7q27z1h2on9', NULL, 'visitor71@example.net', 'Tavish Achterberg', 'rep34@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-12-30 13:25:51.072'),
  ('cmj0uqdy9sl97k7q2cjzp3ecr', 'cmh21l8qh0y0ak7q2x2p2rmh0', 'cmg3cfpqsjxd2k7q2h6zkbeg5', 'wanjiru.makokis15@example.org', 'Jonas Makokis', 'rep16@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-12-11 03:01:34.113'),
  ('cmfiie88vja0dk7q2ysxf1ogo', 'cmjb38r0wotyvk7q2e8h0snna', NULL, 'visitor73@example.net', 'Hamza Makokis', 'rep24@gov.example.org', 'MAILTO', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2025-09-13 16:57:13.279'),
  ('cmfgprdx1yroqk7q20i6ozxyp', 'cmjb38r0wotyvk7q2e8h0snna', 'cmjgrmm9bp3qgk7q2c6z9xkbs', 'farouk.gill51@example.org', 'Mateus Makokis', 'rep8@gov.example.org', 'MAILTO', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-09-12 10:47:52.117'),
  ('cmilhrhboym3ik7q2cdm34url', 'cmjusx0eidyh0k7q2y8l25o7w', NULL, 'visitor75@example.net', 'Sunniva Houle', 'rep35@gov.example.org', 'MAILTO', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-11-30 09:01:57.492'),
  ('cmgwnf28uunixk7q2jqy9tglj', 'cmh0qjceqhp4uk7q20p5b3r2h', 'cmf6bh9xsizjfk7q2qbfrk0uh', 'oksana.lhirondelle45@example.org', 'Hamza Paquette', 'rep15@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2025-10-18 19:06:19.038'),
  ('cmkiula70j3iuk7q2d0bo7j78', 'cmh3krqjvt2snk7q2teotoihh', NULL, 'visitor77@example.net', 'Lucía Jorgensen', 'rep22@gov.example.org', 'MAILTO', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2026-01-17 21:57:09.468'),
  ('cmht1932nvww7k7q2gtmhm6uf', 'cmjvzbtt3l6kpk7q263lcx4yv', 'cmg37oedi0xttk7q2kycs1lfo', 'esi.jorgensen5@example.org', 'Lucía Ikeda', 'rep25@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-11-10 11:02:12.431'),
  ('cmh0hm7ctqe6jk7q2corjtesm', 'cmjvzbtt3l6kpk7q263lcx4yv', 'cmhs7rs66bo75k7q2gtsm0f76', 'bram.fortier8@example.org', 'Noor Bellegarde', 'rep22@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-10-21 11:34:59.261'),
  ('cmhvtqb1wfwlok7q2oh8x2i2y', 'cmjusx0eidyh0k7q2y8l25o7w', 'cml6shx64x0ilk7q210yzqf94', 'gwen.fortier36@example.org', 'Noor Makokis', 'rep34@gov.example.org', 'MAILTO', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2025-11-12 09:54:57.524'),
  ('cmgfsfqbk32gak7q2lcwsbm8f', 'cmjx8ckvu49e9k7q2xhpnb47n', 'cmhj15ejizis0k7q2nnpvkoee', 'noor.engstrom59@example.org', 'Esi Cardinal', 'rep26@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2025-10-06 23:54:43.328'),
  ('cmlyc45vy9wybk7q2ip81cxr4', 'cmjb38r0wotyvk7q2e8h0snna', 'cmgpwyjw2g08ak7q2wklbbmcr', 'celine.cardinal4@example.org', 'Wanjiru Bellegarde', 'rep34@gov.example.org', 'MAILTO', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2026-02-22 22:43:58.798'),
  ('cml8l5dvxzasjk7q2weokdton', 'cmh21l8qh0y0ak7q2x2p2rmh0', NULL, 'visitor83@example.net', 'Tavish Paquette', 'rep27@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2026-02-04 22:14:51.789'),
  ('cmipxpdekec5kk7q2hearr856', 'cmjx8ckvu49e9k7q2xhpnb47n', NULL, 'visitor84@example.net', 'Bram Ikeda', 'rep13@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-12-03 11:39:17.660'),
  ('cmi2m7rqjr6nxk7q2mg5zfpc4', 'cmjx8ckvu49e9k7q2xhpnb47n', NULL, 'visitor85@example.net', 'Dion Gill', 'rep0@gov.example.org', 'MAILTO', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-11-17 03:58:58.603'),
  ('cmj0zjkh2nqk4k7q21tvarzk8', 'cmh21l8qh0y0ak7q2x2p2rmh0', NULL, 'visitor86@example.net', 'Kiri Achterberg', 'rep17@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-12-11 05:16:14.054'),
  ('cmj566ul34yihk7q2izvalasy', 'cmh0qjceqhp4uk7q20p5b3r2h', 'cmkbqflii3jgak7q2ii0tnpr8', 'aaliyah.houle47@example.org', 'Dion L''Hirondelle', 'rep31@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-12-14 03:33:22.647'),
  ('cmlgqhww9djo0k7q2fxfu3o69', 'cmfmz5izefd6ek7q2ji8l33u0', 'cmfw8a9ossterk7q2lnsk5o7n', 'tavish.achterberg27@example.org', 'Sunniva Nwosu', 'rep19@gov.example.org', 'MAILTO', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2026-02-10 15:06:43.785'),
  ('cmfd7y05n1i74k7q2k429wz8h', 'cmjvzbtt3l6kpk7q263lcx4yv', NULL, 'visitor89@example.net', 'Raven Ikeda', 'rep9@gov.example.org', 'MAILTO', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-09-10 00:05:49.259'),
  ('cmficcv0hmusuk7q2rbax1y89', 'cmjx8ckvu49e9k7q2xhpnb47n', 'cmhx95k7kn64pk7q20fpstlmr', 'noor.houle46@example.org', 'Oksana Nwosu', 'rep7@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-09-13 14:08:11.777'),
  ('cmh0inxt551duk7q2js2v15wz', 'cmg54fe0om499k7q25w48q7di', 'cml6shx64x0ilk7q210yzqf94', 'gwen.fortier36@example.org', 'Pavel L''Hirondelle', 'rep27@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2025-10-21 12:04:19.817'),
  ('cmjf36rlhjctok7q2brbyyp2c', 'cmfum3ljklkxkk7q2ym2ekfec', 'cmf64dm1i3boik7q24ydbcrfv', 'tavish.dragan35@example.org', 'Céline Cardinal', 'rep13@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-12-21 02:07:01.685'),
  ('cmmlzbgo5iy7kk7q2j4ka9rv7', 'cmguntek2fky2k7q214masw6l', NULL, 'visitor93@example.net', 'Inès Cardinal', 'rep21@gov.example.org', 'MAILTO', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2026-03-11 11:52:12.581'),
  ('cmfhi1n35cgnvk7q240osfovt', 'cmf84wlhosk6rk7q2q1all6vc', 'cml2j7o7thq7ck7q2iwg37r0n', 'celine.nwosu29@example.org', 'Noor L''Hirondelle', 'rep3@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-09-12 23:59:39.809'),
  ('cmjbo3fc0oxyik7q2srl2td47', 'cmfmz5izefd6ek7q2ji8l33u0', 'cmh1pw0ego05uk7q20f99kyco', 'gwen.lhirondelle9@example.org', 'Oksana Gill', 'rep15@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-12-18 16:41:13.056'),
  ('cmkn1e308rqx8k7q20j552e3c', 'cmh0qjceqhp4uk7q20p5b3r2h', NULL, 'visitor96@example.net', 'Lucía Houle', 'rep2@gov.example.org', 'MAILTO', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2026-01-20 20:18:35.576'),
  ('cmfhhhr2g0ocuk7q2nu0m0za4', 'cmjvzbtt3l6kpk7q263lcx4yv', 'cml6shx64x0ilk7q210yzqf94', 'gwen.fortier36@example.org', 'Esi Houle', 'rep19@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2025-09-12 23:44:11.848'),
  ('cmkqd762tgps5k7q28mpdvarq', 'cmfmz5izefd6ek7q2ji8l33u0', NULL, 'visitor98@example.net', 'Farouk Ikeda', 'rep35@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2026-01-23 04:12:26.885'),
  ('cmlar7e70lmnpk7q2gaykwn1z', 'cmh0qjceqhp4uk7q20p5b3r2h', NULL, 'visitor99@example.net', 'Pavel Kowalchuk', 'rep31@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2026-02-06 10:39:55.548'),
  ('cmls7vp1ipoj2k7q2obd2fuj4', 'cmjhfkd4fs8htk7q2jvfaz6ci', 'cmlsp8ebj5pbck7q2xyneks90', 'mateus.dragan39@example.org', 'Sunniva Olsen', 'rep20@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2026-02-18 15:58:48.198'),
  ('cmhpfztcny12ek7q2760yke89', 'cmh3krqjvt2snk7q2teotoihh', 'cmmfzcr82lj9nk7q2j7yibx8p', 'bram.lhirondelle10@example.org', 'Raven Olsen', 'rep25@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-11-07 22:43:49.463'),
  ('cmh7l5s8xomi6k7q2ty1mxydz', 'cmfum3ljklkxkk7q2ym2ekfec', 'cmg37oedi0xttk7q2kycs1lfo', 'esi.jorgensen5@example.org', 'Bram Drăgan', 'rep1@gov.example.org', 'SMTP', 'Public libraries seven days', 'Dear representative,

please act: public libraries seven days.

Thank you', '2025-10-26 10:48:34.881'),
  ('cmi3kfcli5g31k7q2qq842rox', 'cmga681ibnqstk7q2dz5t4j8d', NULL, 'visitor103@example.net', 'Kiri Gill', 'rep8@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-11-17 19:56:39.174'),
  ('cmlb5hwmb9g97k7q2scdext6d', 'cmf3i6oa6215ak7q27z1h2on9', 'cmir8hk42fwpfk7q2s8dobl56', 'hamza.dragan18@example.org', 'Noor Kowalchuk', 'rep14@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2026-02-06 17:20:00.611'),
  ('cmikp62ozplagk7q2swy1dfjw', 'cmfum3ljklkxkk7q2ym2ekfec', 'cmg37oedi0xttk7q2kycs1lfo', 'esi.jorgensen5@example.org', 'Jonas Olsen', 'rep2@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-11-29 19:41:29.507'),
  ('cmkrov2qogvick7q2a586900y', 'cmg54fe0om499k7q25w48q7di', 'cmjrpmc6kq9rek7q28880xd5e', 'kiri.jorgensen33@example.org', 'Hamza L''Hirondelle', 'rep17@gov.example.org', 'MAILTO', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2026-01-24 02:26:44.256'),
  ('cmlzs8axmdbf8k7q2kolffqo0', 'cmg54fe0om499k7q25w48q7di', 'cmm4zx85izq1dk7q23nxxp931', 'gwen.paquette55@example.org', 'Sunniva Houle', 'rep35@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2026-02-23 23:02:51.994'),
  ('cmfxf0maacinlk7q2ty8lgppy', 'cmjvzbtt3l6kpk7q263lcx4yv', NULL, 'visitor108@example.net', 'Aaliyah Engström', 'rep28@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-09-24 03:19:12.082'),
  ('cmi00asqyeaodk7q220hzdkc4', 'cmjvzbtt3l6kpk7q263lcx4yv', 'cmhwg9d7f1z6kk7q232p4d9m8', 'noor.engstrom40@example.org', 'Lucía Makokis', 'rep17@gov.example.org', 'MAILTO', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2025-11-15 08:09:55.978'),
  ('cmh8c6k9kcwm6k7q2uif470ju', 'cmjb38r0wotyvk7q2e8h0snna', 'cmg37oedi0xttk7q2kycs1lfo', 'esi.jorgensen5@example.org', 'Esi Olsen', 'rep14@gov.example.org', 'MAILTO', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-10-26 23:25:00.824'),
  ('cmi622be8daczk7q2b809ibx6', 'cmfrbck2tj1ubk7q24d9sf963', NULL, 'visitor111@example.net', 'Noor Ikeda', 'rep12@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-11-19 13:45:56.528'),
  ('cmkharxd20xq9k7q2dig5y2u8', 'cmjvzbtt3l6kpk7q263lcx4yv', 'cmly36kx8zpg3k7q2wo4rx2my', 'pavel.olsen42@example.org', 'Dion Nwosu', 'rep18@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2026-01-16 19:54:40.934'),
  ('cmic3hri7cqm4k7q2xjtp1qn2', 'cmfmz5izefd6ek7q2ji8l33u0', 'cmkb0xru1l4jbk7q2hbmo58cw', 'wanjiru.achterberg3@example.org', 'Tavish Olsen', 'rep4@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-11-23 19:12:33.919'),
  ('cmi446j3u03a1k7q22n3yvpqs', 'cmjx8ckvu49e9k7q2xhpnb47n', 'cmm0mbm1p0d7sk7q24oau095d', 'kiri.olsen2@example.org', 'Sunniva Cardinal', 'rep20@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2025-11-18 05:09:40.026'),
  ('cmfqw6pspjjdek7q22nh3vpub', 'cmga681ibnqstk7q2dz5t4j8d', 'cmh7d90ztgu0mk7q2xl7s05lw', 'kiri.makokis28@example.org', 'Inès Paquette', 'rep7@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-09-19 13:45:26.809'),
  ('cmfep8rf439qpk7q2co4piptt', 'cmf84wlhosk6rk7q2q1all6vc', NULL, 'visitor116@example.net', 'Dion Nwosu', 'rep22@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-09-11 00:57:50.800'),
  ('cmm8x6x001077k7q28y7iuqyf', 'cmga681ibnqstk7q2dz5t4j8d', NULL, 'visitor117@example.net', 'Gwen Paquette', 'rep11@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2026-03-02 08:31:40.944'),
  ('cmjaieuinx1qok7q2iycpduik', 'cmfum3ljklkxkk7q2ym2ekfec', 'cmml26miym7msk7q2lgbelrgl', 'kiri.olsen25@example.org', 'Céline Engström', 'rep29@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2025-12-17 21:14:22.079'),
  ('cmfxb4gf69aswk7q2u58guq5a', 'cmjx8ckvu49e9k7q2xhpnb47n', NULL, 'visitor119@example.net', 'Hamza Houle', 'rep21@gov.example.org', 'MAILTO', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-09-24 01:30:12.642'),
  ('cmjm72vvjoanwk7q2vt032agz', 'cmjhfkd4fs8htk7q2jvfaz6ci', NULL, 'visitor120@example.net', 'Oksana Engström', 'rep12@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-12-26 01:30:22.303'),
  ('cmgd8aj6s882zk7q2qys363uv', 'cmg54fe0om499k7q25w48q7di', 'cmlsp8ebj5pbck7q2xyneks90', 'mateus.dragan39@example.org', 'Raven Olsen', 'rep18@gov.example.org', 'MAILTO', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2025-10-05 04:55:16.132'),
  ('cmfcg2gi31glvk7q25pyj13jj', 'cmfmz5izefd6ek7q2ji8l33u0', 'cmkmaf7ukqpdxk7q2qsysjq3v', 'hamza.kowalchuk11@example.org', 'Tavish Houle', 'rep8@gov.example.org', 'MAILTO', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-09-09 11:05:27.819'),
  ('cmlb77heu4312k7q2x4fgz4qx', 'cmf84wlhosk6rk7q2q1all6vc', NULL, 'visitor123@example.net', 'Tavish Olsen', 'rep27@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2026-02-06 18:07:53.574'),
  ('cmiu4vvjwjponk7q2jw3viff0', 'cmg54fe0om499k7q25w48q7di', 'cmg37oedi0xttk7q2kycs1lfo', 'esi.jorgensen5@example.org', 'Mateus Makokis', 'rep30@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-12-06 10:11:23.132'),
  ('cmj8qcgm6jx6xk7q25ic6bhwx', 'cmf84wlhosk6rk7q2q1all6vc', NULL, 'visitor125@example.net', 'Bram Paquette', 'rep18@gov.example.org', 'MAILTO', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-12-16 15:20:55.326'),
  ('cmlvy2bc7ig15k7q2lpv8ugqs', 'cmguntek2fky2k7q214masw6l', NULL, 'visitor126@example.net', 'Oksana Olsen', 'rep11@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2026-02-21 06:35:05.575'),
  ('cmhzwm7jacj8kk7q2uh0ymvu7', 'cmh0qjceqhp4uk7q20p5b3r2h', 'cmhzrh11z56drk7q2yvq41alk', 'celine.achterberg49@example.org', 'Dion Jorgensen', 'rep19@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-11-15 06:26:49.894'),
  ('cmkbe9rv823hxk7q2j2mkokmq', 'cmh21l8qh0y0ak7q2x2p2rmh0', NULL, 'visitor128@example.net', 'Jonas Makokis', 'rep18@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2026-01-12 16:45:55.412'),
  ('cmjg4e4494zl4k7q24pin1a1q', 'cmjhfkd4fs8htk7q2jvfaz6ci', NULL, 'visitor129@example.net', 'Mateus Cardinal', 'rep2@gov.example.org', 'MAILTO', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-12-21 19:28:30.297'),
  ('cmjtlid5acofgk7q2igyc8huv', 'cmguntek2fky2k7q214masw6l', NULL, 'visitor130@example.net', 'Bram Cardinal', 'rep2@gov.example.org', 'MAILTO', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-12-31 05:48:42.382'),
  ('cmguvzcrapu7rk7q2xjnr2m89', 'cmfmz5izefd6ek7q2ji8l33u0', 'cmkb0xru1l4jbk7q2hbmo58cw', 'wanjiru.achterberg3@example.org', 'Pavel Olsen', 'rep27@gov.example.org', 'MAILTO', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-10-17 13:30:30.358'),
  ('cmghgqat27f18k7q2b5qqdzzc', 'cmfmz5izefd6ek7q2ji8l33u0', 'cmim1r2trw2h7k7q2loz9qgv7', 'kiri.jorgensen38@example.org', 'Noor Makokis', 'rep27@gov.example.org', 'SMTP', 'Stop the ring road', 'Dear representative,

please act: stop the ring road.

Thank you', '2025-10-08 04:02:33.398'),
  ('cmf26r91px7g3k7q2svi318yw', 'cmfrbck2tj1ubk7q24d9sf963', 'cmlawk3avru3ak7q2akskosoe', 'dion.cardinal7@example.org', 'Esi Jorgensen', 'rep14@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-09-02 06:47:06.637'),
  ('cmhbcccd45re6k7q2luhg3mf7', 'cmh3krqjvt2snk7q2teotoihh', NULL, 'visitor134@example.net', 'Hamza Houle', 'rep2@gov.example.org', 'MAILTO', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-10-29 01:52:49.048'),
  ('cmholtr0l27hhk7q2ioqp6i8i', 'cmfmz5izefd6ek7q2ji8l33u0', NULL, 'visitor135@example.net', 'Gwen Achterberg', 'rep33@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2025-11-07 08:39:18.021'),
  ('cmiq35sa38g50k7q2b3yv9jap', 'cmjb38r0wotyvk7q2e8h0snna', 'cml2j7o7thq7ck7q2iwg37r0n', 'celine.nwosu29@example.org', 'Mateus Makokis', 'rep35@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-12-03 14:12:01.515'),
  ('cml919ffvxv9ck7q24zry3kd5', 'cmf3i6oa6215ak7q27z1h2on9', 'cmhzrh11z56drk7q2yvq41alk', 'celine.achterberg49@example.org', 'Gwen L''Hirondelle', 'rep26@gov.example.org', 'MAILTO', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2026-02-05 05:45:54.283'),
  ('cmi5jszvagf8rk7q2brf0t29c', 'cmjusx0eidyh0k7q2y8l25o7w', NULL, 'visitor138@example.net', 'Farouk Olsen', 'rep21@gov.example.org', 'SMTP', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-11-19 05:14:48.598'),
  ('cmh3x74ep7xfhk7q2m4u4083t', 'cmf3i6oa6215ak7q27z1h2on9', 'cmm4zx85izq1dk7q23nxxp931', 'gwen.paquette55@example.org', 'Céline Bellegarde', 'rep22@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2025-10-23 21:14:27.985'),
  ('cmjqnhcnp2a88k7q2n4k6e4ev', 'cmfrbck2tj1ubk7q24d9sf963', 'cmkhglwsanat6k7q29jc0bmcc', 'lucia.fortier17@example.org', 'Gwen Olsen', 'rep6@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-12-29 04:20:35.797'),
  ('cmk0xdqeo3hxik7q2o8r22h54', 'cmjb38r0wotyvk7q2e8h0snna', 'cmf64dm1i3boik7q24ydbcrfv', 'tavish.dragan35@example.org', 'Farouk Kowalchuk', 'rep11@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2026-01-05 08:55:24.912'),
  ('cmj88a35mfy58k7q2m6vk5n24', 'cmfmz5izefd6ek7q2ji8l33u0', NULL, 'visitor142@example.net', 'Lucía Kowalchuk', 'rep32@gov.example.org', 'MAILTO', 'Rent control now', 'Dear representative,

please act: rent control now.

Thank you', '2025-12-16 06:55:11.482'),
  ('cmjt3ctfj6c4hk7q2lmcvbkqr', 'cmfrbck2tj1ubk7q24d9sf963', NULL, 'visitor143@example.net', 'Inès Gill', 'rep18@gov.example.org', 'SMTP', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2025-12-30 21:20:30.463'),
  ('cmj82572ljw3uk7q2bvg3uv1a', 'cmjx8ckvu49e9k7q2xhpnb47n', NULL, 'visitor144@example.net', 'Inès Achterberg', 'rep6@gov.example.org', 'SMTP', 'Save the Hazeldean pool', 'Dear representative,

please act: save the hazeldean pool.

Thank you', '2025-12-16 04:03:25.581'),
  ('cmgr7l5r8btssk7q2gggtt963', 'cmjvzbtt3l6kpk7q263lcx4yv', NULL, 'visitor145@example.net', 'Tavish Paquette', 'rep34@gov.example.org', 'MAILTO', 'A living wage for home care', 'Dear representative,

please act: a living wage for home care.

Thank you', '2025-10-14 23:44:18.788'),
  ('cmifs3lk1mtvfk7q2qvd6mvno', 'cmf84wlhosk6rk7q2q1all6vc', 'cmm4zx85izq1dk7q23nxxp931', 'gwen.paquette55@example.org', 'Gwen Ikeda', 'rep16@gov.example.org', 'SMTP', 'Keep the night buses running', 'Dear representative,

please act: keep the night buses running.

Thank you', '2025-11-26 09:04:41.953'),
  ('cmjuxu963iveik7q2z7cg2gjc', 'cmfrbck2tj1ubk7q24d9sf963', NULL, 'visitor147@example.net', 'Dion Bellegarde', 'rep14@gov.example.org', 'SMTP', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2026-01-01 04:21:38.667'),
  ('cmkxso0x68pxak7q2ek61w4du', 'cmfum3ljklkxkk7q2ym2ekfec', 'cmkb3nbcqfdh7k7q2euuofqgw', 'lucia.lhirondelle44@example.org', 'Kiri Kowalchuk', 'rep23@gov.example.org', 'SMTP', 'Wetlands, not warehouses', 'Dear representative,

please act: wetlands, not warehouses.

Thank you', '2026-01-28 08:59:50.826'),
  ('cmg9fzniz1akok7q2b87drwv5', 'cmh21l8qh0y0ak7q2x2p2rmh0', NULL, 'visitor149@example.net', 'Mateus Houle', 'rep20@gov.example.org', 'MAILTO', 'Safe crossings for schools', 'Dear representative,

please act: safe crossings for schools.

Thank you', '2025-10-02 13:19:40.763');

INSERT INTO "representative_responses" ("id", "campaignId", "representativeName", "responseType", "responseText", "status", "isVerified", "submittedByUserId", "submittedByEmail", "createdAt", "updatedAt") VALUES
  ('cmgn6xan8y8mek7q2krmtv1e5', 'cmjusx0eidyh0k7q2y8l25o7w', 'Noor Paquette', 'EMAIL', '“We hear you.”
That was all: iabbffeji ce.', 'PENDING', 't', 'cmhj15ejizis0k7q2nnpvkoee', 'noor.engstrom59@example.org', '2025-10-12 04:14:40.676', '2025-10-12 04:14:40.676'),
  ('cmjakmgsxyioik7q27a9i3819', 'cmh0qjceqhp4uk7q20p5b3r2h', 'Esi Nwosu', 'MEETING', '“We hear you.”
That was all: cbfjhjjfjejh.', 'PENDING', 't', 'cml2j7o7thq7ck7q2iwg37r0n', 'celine.nwosu29@example.org', '2025-12-17 22:16:16.785', '2025-12-17 22:16:16.785'),
  ('cmlhfn32ghdj1k7q2o10tz275', 'cmjvzbtt3l6kpk7q263lcx4yv', 'Sunniva Gill', 'MEETING', '“We hear you.”
That was all: eeebh jadgad.', 'APPROVED', 'f', 'cmhx95k7kn64pk7q20fpstlmr', 'noor.houle46@example.org', '2026-02-11 02:50:35.464', '2026-02-11 02:50:35.464'),
  ('cmkctwjjm73omk7q2qj8m1aqg', 'cmf84wlhosk6rk7q2q1all6vc', 'Pavel Drăgan', 'LETTER', '“We hear you.”
That was all: fegdhhdgeidf.', 'APPROVED', 'f', NULL, NULL, '2026-01-13 16:51:18.130', '2026-01-13 16:51:18.130'),
  ('cmjcn6k5pc4h0k7q2vgrn1rb9', 'cmh21l8qh0y0ak7q2x2p2rmh0', 'Wanjiru Engström', 'EMAIL', '“We hear you.”
That was all: gheijih hdgh.', 'PENDING', 'f', 'cmlusuu3fylcvk7q23d7vcyds', 'jonas.engstrom13@example.org', '2025-12-19 09:03:25.837', '2025-12-23 00:49:19.074'),
  ('cmjg09qwuyvgek7q2jxwdeb4n', 'cmg54fe0om499k7q25w48q7di', 'Hamza Engström', 'PHONE_CALL', '“We hear you.”
That was all: fab hdahieai.', 'APPROVED', 'f', 'cmkhglwsanat6k7q29jc0bmcc', 'lucia.fortier17@example.org', '2025-12-21 17:33:08.094', '2025-12-21 17:33:08.094'),
  ('cmgyernvht2cik7q2r6w45dhg', 'cmga681ibnqstk7q2dz5t4j8d', 'Céline Jorgensen', 'PHONE_CALL', '“We hear you.”
That was all: jfhbgiajgaje.', 'PENDING', 'f', NULL, NULL, '2025-10-20 00:39:42.749', '2025-11-06 03:17:36.669'),
  ('cmhk3k46qn1lok7q2iig1rv1v', 'cmfmz5izefd6ek7q2ji8l33u0', 'Inès L''Hirondelle', 'MEETING', '“We hear you.”
That was all: ccjbahcce dh.', 'REJECTED', 'f', NULL, NULL, '2025-11-04 04:56:50.738', '2025-11-04 04:56:50.738'),
  ('cmhsvf2ms1zv7k7q2w249ra18', 'cmjx8ckvu49e9k7q2xhpnb47n', 'Kiri Paquette', 'MEETING', '“We hear you.”
That was all: eaebifafjgec.', 'PENDING', 'f', 'cmhyt79dqsvfak7q2bsqrh42u', 'gwen.fortier26@example.org', '2025-11-10 08:18:54.100', '2025-11-22 08:01:20.262'),
  ('cmj9ew63ufkkqk7q20rqu1roq', 'cmjx8ckvu49e9k7q2xhpnb47n', 'Noor Drăgan', 'LETTER', '“We hear you.”
That was all: bbi hhicjbfa.', 'APPROVED', 't', 'cmh7d90ztgu0mk7q2xl7s05lw', 'kiri.makokis28@example.org', '2025-12-17 02:48:05.610', '2026-01-09 11:32:46.180'),
  ('cmhgxdu0mk0gsk7q2s2j7kxc7', 'cmfmz5izefd6ek7q2ji8l33u0', 'Bram Bellegarde', 'PHONE_CALL', '“We hear you.”
That was all: ggejij c gdb.', 'APPROVED', 't', 'cmlsp8ebj5pbck7q2xyneks90', 'mateus.dragan39@example.org', '2025-11-01 23:40:41.398', '2025-12-01 15:18:37.919'),
  ('cmlani67v375jk7q2nvg8ka61', 'cmg54fe0om499k7q25w48q7di', 'Jonas Jorgensen', 'LETTER', '“We hear you.”
That was all: ebccijgjdhah.', 'APPROVED', 'f', 'cmgaqbbjdrfrxk7q2nbcfvu5b', 'hamza.bellegarde54@example.org', '2026-02-06 08:56:19.963', '2026-02-06 08:56:19.963'),
  ('cmit99yvyo7l5k7q2bzq76380', 'cmjx8ckvu49e9k7q2xhpnb47n', 'Pavel Paquette', 'MEETING', '“We hear you.”
That was all: icdfahccei b.', 'APPROVED', 'f', NULL, NULL, '2025-12-05 19:26:32.926', '2025-12-05 19:26:32.926'),
  ('cmhgcswx2r1euk7q2mrkfnaok', 'cmfrbck2tj1ubk7q24d9sf963', 'Kiri Achterberg', 'EMAIL', '“We hear you.”
That was all: iijbfhffhadg.', 'REJECTED', 'f', 'cmjjd6hjgmjqfk7q28eg6tvcy', 'lucia.kowalchuk43@example.org', '2025-11-01 14:04:33.062', '2025-11-01 14:04:33.062'),
  ('cmho21najxyi2k7q2p8h8ft36', 'cmh3krqjvt2snk7q2teotoihh', 'Dion Achterberg', 'PHONE_CALL', '“We hear you.”
That was all: ghcaciddfaad.', 'APPROVED', 'f', 'cmfqpqyohere9k7q250v0nh7w', 'celine.paquette6@example.org', '2025-11-06 23:25:34.123', '2025-11-06 23:25:34.123'),
  ('cmi7kd67chmiwk7q2qxqbtwby', 'cmguntek2fky2k7q214masw6l', 'Noor Bellegarde', 'LETTER', '“We hear you.”
That was all: eijfcfabi bi.', 'APPROVED', 'f', 'cml2j7o7thq7ck7q2iwg37r0n', 'celine.nwosu29@example.org', '2025-11-20 15:06:02.280', '2025-11-20 15:06:02.280'),
  ('cmi9617beh76kk7q2vutyxr6u', 'cmjx8ckvu49e9k7q2xhpnb47n', 'Raven Houle', 'PHONE_CALL', '“We hear you.”
That was all: be ea ccdiff.', 'REJECTED', 'f', 'cmkb3nbcqfdh7k7q2euuofqgw', 'lucia.lhirondelle44@example.org', '2025-11-21 18:00:21.578', '2025-11-21 18:00:21.578'),
  ('cmhfohl4eh7mbk7q2o4iyzcl6', 'cmjhfkd4fs8htk7q2jvfaz6ci', 'Noor Drăgan', 'LETTER', '“We hear you.”
That was all: dcb fhahje a.', 'REJECTED', 'f', NULL, NULL, '2025-11-01 02:43:53.774', '2025-11-01 02:43:53.774'),
  ('cmm5wer93sbtxk7q2mqa1k5bb', 'cmh0qjceqhp4uk7q20p5b3r2h', 'Mateus L''Hirondelle', 'EMAIL', '“We hear you.”
That was all: fc bjeg hcfe.', 'REJECTED', 'f', 'cmkb4qlwku7xfk7q29talwwjh', 'lucia.kowalchuk57@example.org', '2026-02-28 05:46:28.599', '2026-02-28 05:46:28.599'),
  ('cmj2f38xo80sfk7q2bittfxwc', 'cmjhfkd4fs8htk7q2jvfaz6ci', 'Hamza Achterberg', 'EMAIL', '“We hear you.”
That was all:  bghebfibabj.', 'APPROVED', 'f', 'cmmhrgfltn1rsk7q2397ub5eo', 'esi.makokis24@example.org', '2025-12-12 05:19:12.636', '2025-12-12 05:19:12.636'),
  ('cmkxe47jyqwfnk7q26y27m8fp', 'cmfrbck2tj1ubk7q24d9sf963', 'Sunniva Kowalchuk', 'PHONE_CALL', '“We hear you.”
That was all: f fcb ebahdg.', 'REJECTED', 't', 'cmiyzgi11hy52k7q2yy6qt2dk', 'noor.ikeda23@example.org', '2026-01-28 02:12:31.678', '2026-01-28 02:12:31.678'),
  ('cmk68cbaqs1qyk7q24vj7bkwu', 'cmjvzbtt3l6kpk7q263lcx4yv', 'Inès Kowalchuk', 'PHONE_CALL', '“We hear you.”
That was all: ifgagajjbgab.', 'PENDING', 'f', 'cmhzrh11z56drk7q2yvq41alk', 'celine.achterberg49@example.org', '2026-01-09 02:01:05.330', '2026-01-09 02:01:05.330'),
  ('cmlghc61c2yhdk7q2x0jlptlj', 'cmh21l8qh0y0ak7q2x2p2rmh0', 'Pavel Drăgan', 'PHONE_CALL', '“We hear you.”
That was all:  fefadahcchd.', 'APPROVED', 't', 'cmhyt79dqsvfak7q2bsqrh42u', 'gwen.fortier26@example.org', '2026-02-10 10:50:19.152', '2026-03-03 22:59:05.303'),
  ('cmlc0oiar896yk7q2oes4qer8', 'cmjx8ckvu49e9k7q2xhpnb47n', 'Gwen Gill', 'LETTER', '“We hear you.”
That was all: ccficfficdfh.', 'APPROVED', 't', 'cmkb3nbcqfdh7k7q2euuofqgw', 'lucia.lhirondelle44@example.org', '2026-02-07 07:52:56.739', '2026-03-08 02:57:25.641'),
  ('cmkjcacrrhnakk7q25vtpisv7', 'cmjusx0eidyh0k7q2y8l25o7w', 'Sunniva Jorgensen', 'PHONE_CALL', '“We hear you.”
That was all: hbchb jejfch.', 'APPROVED', 'f', 'cmjgrmm9bp3qgk7q2c6z9xkbs', 'farouk.gill51@example.org', '2026-01-18 06:12:32.679', '2026-02-04 20:12:52.876'),
  ('cmk0jprrdxfwjk7q2ec6ni09k', 'cmfrbck2tj1ubk7q24d9sf963', 'Oksana Houle', 'EMAIL', '“We hear you.”
That was all: edieebejgfhi.', 'PENDING', 'f', 'cml6shx64x0ilk7q210yzqf94', 'gwen.fortier36@example.org', '2026-01-05 02:32:51.913', '2026-01-05 02:32:51.913'),
  ('cmfkfepvjfexsk7q2d2g26jxp', 'cmjb38r0wotyvk7q2e8h0snna', 'Céline Nwosu', 'PHONE_CALL', '“We hear you.”
That was all:  egfcijhh i .', 'PENDING', 'f', 'cmm4zx85izq1dk7q23nxxp931', 'gwen.paquette55@example.org', '2025-09-15 01:09:09.631', '2025-09-23 22:18:23.504'),
  ('cmkkruu6cn2c9k7q2cp5ougfh', 'cmjx8ckvu49e9k7q2xhpnb47n', 'Lucía Drăgan', 'EMAIL', '“We hear you.”
That was all: dceiaj jdefd.', 'REJECTED', 'f', 'cmi6s0c74bjxjk7q2vfgcm17c', 'lucia.olsen1@example.org', '2026-01-19 06:16:08.772', '2026-01-21 03:03:54.553'),
  ('cmm8hs1gz9mmzk7q2wsdeqfoc', 'cmfmz5izefd6ek7q2ji8l33u0', 'Farouk L''Hirondelle', 'PHONE_CALL', '“We hear you.”
That was all: beggdidccbf .', 'APPROVED', 't', 'cmh1pw0ego05uk7q20f99kyco', 'gwen.lhirondelle9@example.org', '2026-03-02 01:20:12.659', '2026-03-02 01:20:12.659'),
  ('cmlsygxjlabc4k7q2lprf3l86', 'cmh21l8qh0y0ak7q2x2p2rmh0', 'Raven Houle', 'MEETING', '“We hear you.”
That was all: cifjbhfed hc.', 'APPROVED', 'f', NULL, NULL, '2026-02-19 04:23:09.009', '2026-02-19 04:23:09.009'),
  ('cmjq7sks6x4u7k7q2awq30gl3', 'cmjvzbtt3l6kpk7q263lcx4yv', 'Raven Kowalchuk', 'LETTER', '“We hear you.”
That was all: bcab hgahbhg.', 'REJECTED', 'f', 'cmhyt79dqsvfak7q2bsqrh42u', 'gwen.fortier26@example.org', '2025-12-28 21:01:25.686', '2026-01-19 16:11:42.962'),
  ('cmlisdxs2eo3yk7q2pakclcc8', 'cmjusx0eidyh0k7q2y8l25o7w', 'Mateus Fortier', 'LETTER', '“We hear you.”
That was all: ahbiadhghgjc.', 'APPROVED', 'f', 'cmlb9z6exw2mik7q26624t84g', 'esi.achterberg21@example.org', '2026-02-12 01:35:09.890', '2026-02-12 01:35:09.890'),
  ('cmh52u8tmckvkk7q2wy2ffxqa', 'cmguntek2fky2k7q214masw6l', 'Lucía Houle', 'PHONE_CALL', '“We hear you.”
That was all: bfbiddaaabde.', 'PENDING', 't', 'cmffcv7a9k237k7q20kpv95n6', 'kiri.engstrom14@example.org', '2025-10-24 16:40:11.050', '2025-11-09 01:50:53.646'),
  ('cmjhx52o950amk7q2s2p9qpxw', 'cmfmz5izefd6ek7q2ji8l33u0', 'Hamza L''Hirondelle', 'MEETING', '“We hear you.”
That was all: ha cdhfdgiad.', 'APPROVED', 'f', NULL, NULL, '2025-12-23 01:41:03.561', '2025-12-23 01:41:03.561'),
  ('cmfutsplpstrrk7q2362pvt5r', 'cmf3i6oa6215ak7q27z1h2on9', 'Wanjiru Paquette', 'LETTER', '“We hear you.”
That was all: dgfjea cj fj.', 'APPROVED', 'f', NULL, NULL, '2025-09-22 07:49:38.845', '2025-10-11 16:12:14.182'),
  ('cmmi9ge7gur6xk7q2kkky3ez3', 'cmjhfkd4fs8htk7q2jvfaz6ci', 'Jonas Cardinal', 'MEETING', '“We hear you.”
That was all: hjgjiihhjgbg.', 'PENDING', 'f', NULL, NULL, '2026-03-08 21:24:54.124', '2026-04-06 02:29:42.521'),
  ('cmfdcc3qc99tyk7q29er15n2c', 'cmfmz5izefd6ek7q2ji8l33u0', 'Bram Bellegarde', 'EMAIL', '“We hear you.”
That was all: jdcgfjah ddb.', 'APPROVED', 't', 'cmim1r2trw2h7k7q2loz9qgv7', 'kiri.jorgensen38@example.org', '2025-09-10 02:08:45.540', '2025-09-15 17:02:58.316'),
  ('cmfh1ta2g9i6wk7q23tvi8cyr', 'cmjb38r0wotyvk7q2e8h0snna', 'Noor Gill', 'MEETING', '“We hear you.”
That was all: j ia gfahdhf.', 'APPROVED', 'f', 'cmiyzgi11hy52k7q2yy6qt2dk', 'noor.ikeda23@example.org', '2025-09-12 16:25:15.832', '2025-09-26 20:26:50.618'),
  ('cmlm0m7sfv29sk7q2kxlchlvt', 'cmguntek2fky2k7q214masw6l', 'Kiri Nwosu', 'MEETING', '“We hear you.”
That was all: dfa ajafcjbc.', 'PENDING', 't', 'cmhwg9d7f1z6kk7q232p4d9m8', 'noor.engstrom40@example.org', '2026-02-14 07:48:51.567', '2026-02-14 07:48:51.567'),
  ('cmjt9063fmor6k7q2p9iqqsut', 'cmfmz5izefd6ek7q2ji8l33u0', 'Céline Paquette', 'PHONE_CALL', '“We hear you.”
That was all:  d  gh c hjh.', 'REJECTED', 'f', 'cmjrpmc6kq9rek7q28880xd5e', 'kiri.jorgensen33@example.org', '2025-12-30 23:58:38.043', '2025-12-30 23:58:38.043'),
  ('cmhlc5704neffk7q26ycp32p8', 'cmjb38r0wotyvk7q2e8h0snna', 'Noor Houle', 'EMAIL', '“We hear you.”
That was all: jeffaabbhaff.', 'APPROVED', 'f', 'cmhlxro5kmeozk7q2y0e6hzym', 'ines.dragan37@example.org', '2025-11-05 01:44:57.268', '2025-11-05 01:44:57.268'),
  ('cmicvedxm0if3k7q2lon2xw8h', 'cmjvzbtt3l6kpk7q263lcx4yv', 'Wanjiru Bellegarde', 'MEETING', '“We hear you.”
That was all: bddajhcagebb.', 'PENDING', 'f', NULL, NULL, '2025-11-24 08:13:45.610', '2025-11-24 08:13:45.610'),
  ('cmhngxqk0huodk7q2lb877bq9', 'cmjvzbtt3l6kpk7q263lcx4yv', 'Gwen Fortier', 'LETTER', '“We hear you.”
That was all: ahaheg efaha.', 'PENDING', 'f', 'cmim1r2trw2h7k7q2loz9qgv7', 'kiri.jorgensen38@example.org', '2025-11-06 13:34:39.792', '2025-11-23 20:05:40.937'),
  ('cmhno4fd5r3ssk7q2z1o3amko', 'cmh0qjceqhp4uk7q20p5b3r2h', 'Pavel Achterberg', 'EMAIL', '“We hear you.”
That was all: ejhi h dahhi.', 'REJECTED', 'f', 'cmhlxro5kmeozk7q2y0e6hzym', 'ines.dragan37@example.org', '2025-11-06 16:55:49.193', '2025-11-06 16:55:49.193'),
  ('cmmdocmeftcrxk7q24r2xp8ac', 'cmf84wlhosk6rk7q2q1all6vc', 'Farouk Engström', 'LETTER', '“We hear you.”
That was all: ajegihdgdejh.', 'APPROVED', 'f', 'cmkbqflii3jgak7q2ii0tnpr8', 'aaliyah.houle47@example.org', '2026-03-05 16:23:01.479', '2026-03-05 16:23:01.479'),
  ('cmjtf6rjb9ztzk7q2iup6lho2', 'cmguntek2fky2k7q214masw6l', 'Sunniva Paquette', 'MEETING', '“We hear you.”
That was all: bhha feaf ai.', 'PENDING', 'f', 'cmhx95k7kn64pk7q20fpstlmr', 'noor.houle46@example.org', '2025-12-31 02:51:43.463', '2026-01-05 23:41:37.920'),
  ('cmgl8bdzl5k3nk7q2oy6fzqir', 'cmh21l8qh0y0ak7q2x2p2rmh0', 'Oksana Bellegarde', 'LETTER', '“We hear you.”
That was all: ibgdfhbgidj .', 'PENDING', 'f', 'cmmfzcr82lj9nk7q2j7yibx8p', 'bram.lhirondelle10@example.org', '2025-10-10 19:18:05.457', '2025-10-10 19:18:05.457'),
  ('cmhkkyj6r7h4rk7q2hzycj2p0', 'cmga681ibnqstk7q2dz5t4j8d', 'Aaliyah Nwosu', 'LETTER', '“We hear you.”
That was all: eafbihfcbbif.', 'REJECTED', 'f', 'cmjvfaevjqf6wk7q2dgruxbex', 'dion.engstrom58@example.org', '2025-11-04 13:03:56.835', '2025-11-11 00:12:08.239'),
  ('cmmfehq0b9n57k7q2p6owr3ku', 'cmf84wlhosk6rk7q2q1all6vc', 'Bram Jorgensen', 'MEETING', '“We hear you.”
That was all: gfjjjhbbieeh.', 'APPROVED', 'f', 'cmmfzcr82lj9nk7q2j7yibx8p', 'bram.lhirondelle10@example.org', '2026-03-06 21:22:35.627', '2026-03-06 21:22:35.627'),
  ('cmfreq4hvo8h5k7q2mk0zfh8o', 'cmjusx0eidyh0k7q2y8l25o7w', 'Pavel Jorgensen', 'PHONE_CALL', '“We hear you.”
That was all: baafbhfchd g.', 'REJECTED', 'f', NULL, NULL, '2025-09-19 22:24:25.411', '2025-09-27 13:36:37.133'),
  ('cmg307283vmyik7q2rj7wf8m6', 'cmf3i6oa6215ak7q27z1h2on9', 'Noor Kowalchuk', 'EMAIL', '“We hear you.”
That was all: iagaec dcdd .', 'APPROVED', 'f', NULL, NULL, '2025-09-28 01:10:55.491', '2025-09-28 01:10:55.491'),
  ('cmgi156pkhkwzk7q2hi0nhuzn', 'cmh21l8qh0y0ak7q2x2p2rmh0', 'Céline Olsen', 'MEETING', '“We hear you.”
That was all: chggihfhcibd.', 'APPROVED', 'f', NULL, NULL, '2025-10-08 13:34:00.248', '2025-10-29 19:53:49.932'),
  ('cmfjh1naki8c8k7q2om82kik5', 'cmjusx0eidyh0k7q2y8l25o7w', 'Gwen Achterberg', 'EMAIL', '“We hear you.”
That was all: geghdadb j h.', 'PENDING', 't', NULL, NULL, '2025-09-14 09:07:12.812', '2025-09-14 09:07:12.812'),
  ('cmi56jxp5kiaak7q2dxjtma87', 'cmjhfkd4fs8htk7q2jvfaz6ci', 'Esi Achterberg', 'EMAIL', '“We hear you.”
That was all: ghjbbicafhhg.', 'PENDING', 't', 'cml6shx64x0ilk7q210yzqf94', 'gwen.fortier36@example.org', '2025-11-18 23:03:50.873', '2025-11-18 23:03:50.873'),
  ('cmhzmlsihphpsk7q2nn2nakdf', 'cmfmz5izefd6ek7q2ji8l33u0', 'Gwen Olsen', 'EMAIL', '“We hear you.”
That was all:   hefhh ibhg.', 'APPROVED', 'f', 'cmkb0xru1l4jbk7q2hbmo58cw', 'wanjiru.achterberg3@example.org', '2025-11-15 01:46:34.265', '2025-12-11 12:21:33.160'),
  ('cmkjlyg9vu8gok7q21hdd5qih', 'cmg54fe0om499k7q25w48q7di', 'Kiri Paquette', 'LETTER', '“We hear you.”
That was all: jgij  cg fii.', 'REJECTED', 'f', NULL, NULL, '2026-01-18 10:43:13.507', '2026-01-23 05:11:31.157'),
  ('cmio4k555ic93k7q2y1rwgxkg', 'cmjvzbtt3l6kpk7q263lcx4yv', 'Inès L''Hirondelle', 'LETTER', '“We hear you.”
That was all: bjigehgceibf.', 'REJECTED', 't', 'cmfqpqyohere9k7q250v0nh7w', 'celine.paquette6@example.org', '2025-12-02 05:15:38.633', '2025-12-02 05:15:38.633'),
  ('cmjzri2vy4kq6k7q2xn9xoinf', 'cmfmz5izefd6ek7q2ji8l33u0', 'Sunniva Achterberg', 'PHONE_CALL', '“We hear you.”
That was all: i ahbbgaa  c.', 'APPROVED', 'f', NULL, NULL, '2026-01-04 13:23:03.838', '2026-01-18 07:13:05.460'),
  ('cmg96418uqx6ek7q2ay2veed0', 'cmh0qjceqhp4uk7q20p5b3r2h', 'Tavish Jorgensen', 'EMAIL', '“We hear you.”
That was all: hf dggeggiae.', 'APPROVED', 't', 'cmmmx5sz9n676k7q2arzu2mtr', 'gwen.fortier52@example.org', '2025-10-02 08:43:09.006', '2025-10-02 08:43:09.006'),
  ('cmkbrr9ehv9a9k7q2hhf1txd3', 'cmguntek2fky2k7q214masw6l', 'Kiri Kowalchuk', 'PHONE_CALL', '“We hear you.”
That was all:  jjcgj gjeae.', 'REJECTED', 'f', 'cmmhrgfltn1rsk7q2397ub5eo', 'esi.makokis24@example.org', '2026-01-12 23:03:26.297', '2026-02-05 01:55:35.147');

INSERT INTO "response_upvotes" ("id", "responseId", "userId", "ipAddress", "createdAt") VALUES
  ('cmm051yuccgg6k7q2zyw4esho', 'cmjt9063fmor6k7q2p9iqqsut', NULL, '203.0.113.110', '2026-02-24 05:01:51.396'),
  ('cmic4gq2rmexxk7q2tx3mgaz0', 'cmhkkyj6r7h4rk7q2hzycj2p0', NULL, '203.0.113.148', '2025-11-23 19:39:45.027'),
  ('cmiu0gsu0xcdqk7q2b1teo0pk', 'cmkjcacrrhnakk7q25vtpisv7', 'cmkdb0ahyvcyok7q2a0vo8y35', NULL, '2025-12-06 08:07:41.304'),
  ('cmiky7bqgi87nk7q2wsn9f0el', 'cmjhx52o950amk7q2s2p9qpxw', 'cmmokvdaz29v4k7q2lv7q2pps', NULL, '2025-11-29 23:54:24.424'),
  ('cmj9au8jsgrv8k7q2oc80631g', 'cmgn6xan8y8mek7q2krmtv1e5', 'cmmokvdaz29v4k7q2lv7q2pps', NULL, '2025-12-17 00:54:37.000'),
  ('cmih5tibsh0d5k7q2zpocmj2g', 'cmho21najxyi2k7q2p8h8ft36', 'cmfw8a9ossterk7q2lnsk5o7n', NULL, '2025-11-27 08:16:32.008'),
  ('cml4sdudq6xnkk7q2iq7xngc2', 'cmmi9ge7gur6xk7q2kkky3ez3', 'cmlawk3avru3ak7q2akskosoe', NULL, '2026-02-02 06:26:19.022'),
  ('cmjnh8t5fgqn2k7q2cks8x3h7', 'cmgn6xan8y8mek7q2krmtv1e5', 'cmlawk3avru3ak7q2akskosoe', NULL, '2025-12-26 23:02:41.043'),
  ('cmk4ue97j10psk7q2926wbp2k', 'cmhgxdu0mk0gsk7q2s2j7kxc7', 'cmmokvdaz29v4k7q2lv7q2pps', NULL, '2026-01-08 02:42:55.135'),
  ('cmi7dm4zeqjetk7q2ljvgtsk3', 'cmg96418uqx6ek7q2ay2veed0', NULL, '203.0.113.197', '2025-11-20 11:57:03.290'),
  ('cmjg6nbeg7eblk7q24te2sfzh', 'cmjakmgsxyioik7q27a9i3819', NULL, '203.0.113.117', '2025-12-21 20:31:38.872'),
  ('cmkxd83tqbfozk7q277yn3e4r', 'cmfreq4hvo8h5k7q2mk0zfh8o', 'cmffcv7a9k237k7q20kpv95n6', NULL, '2026-01-28 01:47:33.854'),
  ('cmjx0gf4pcfpmk7q2yjf9psru', 'cmit99yvyo7l5k7q2bzq76380', 'cmjjd6hjgmjqfk7q28eg6tvcy', NULL, '2026-01-02 15:10:24.409'),
  ('cmlpuir1r7flwk7q2xk6mopoh', 'cmhk3k46qn1lok7q2iig1rv1v', 'cmhwg9d7f1z6kk7q232p4d9m8', NULL, '2026-02-17 00:09:16.911'),
  ('cmfhwm9xl1p2gk7q2bi9vuv6r', 'cmfutsplpstrrk7q2362pvt5r', NULL, '203.0.113.144', '2025-09-13 06:47:37.161'),
  ('cmlfizsw2zo2ck7q2o9gcsh8k', 'cmj9ew63ufkkqk7q20rqu1roq', NULL, '203.0.113.238', '2026-02-09 18:48:55.298'),
  ('cmfo7bnktm3b0k7q298lx4m4v', 'cmhzmlsihphpsk7q2nn2nakdf', 'cmkbqflii3jgak7q2ii0tnpr8', NULL, '2025-09-17 16:33:54.461'),
  ('cmhblnisgg677k7q2vqcgrocm', 'cmhsvf2ms1zv7k7q2w249ra18', 'cmfsc1czjz56wk7q24clubqmw', NULL, '2025-10-29 06:13:27.136'),
  ('cmf96oe3x0j3rk7q2nldrxr0p', 'cmhgcswx2r1euk7q2mrkfnaok', 'cmkmaf7ukqpdxk7q2qsysjq3v', NULL, '2025-09-07 04:19:16.461'),
  ('cmh4et7uc389pk7q2ozwik7hs', 'cmg96418uqx6ek7q2ay2veed0', 'cmi6s0c74bjxjk7q2vfgcm17c', NULL, '2025-10-24 05:27:32.340'),
  ('cmma489p5ddbgk7q20iljkf30', 'cmj9ew63ufkkqk7q20rqu1roq', 'cmffcv7a9k237k7q20kpv95n6', NULL, '2026-03-03 04:36:27.545'),
  ('cmiyedwlk3atmk7q21js887xn', 'cmio4k555ic93k7q2y1rwgxkg', 'cmjvfaevjqf6wk7q2dgruxbex', NULL, '2025-12-09 09:48:25.544'),
  ('cmmp90wdrjodfk7q2fi3krony', 'cmho21najxyi2k7q2p8h8ft36', 'cmh1pw0ego05uk7q20f99kyco', NULL, '2026-03-13 18:47:14.415'),
  ('cmkirc8gks6idk7q20g6xp40u', 'cmhkkyj6r7h4rk7q2hzycj2p0', 'cmly36kx8zpg3k7q2wo4rx2my', NULL, '2026-01-17 20:26:08.468'),
  ('cmm7wxjezyttnk7q2gbicuafs', 'cmhfohl4eh7mbk7q2o4iyzcl6', 'cmiyzgi11hy52k7q2yy6qt2dk', NULL, '2026-03-01 15:36:37.259'),
  ('cml3hi5hmkddak7q22z5wrbok', 'cmg307283vmyik7q2rj7wf8m6', 'cmgaqbbjdrfrxk7q2nbcfvu5b', NULL, '2026-02-01 08:33:58.090'),
  ('cmhtw0bllbq6ek7q2oqsqaczc', 'cmhk3k46qn1lok7q2iig1rv1v', 'cmm4zx85izq1dk7q23nxxp931', NULL, '2025-11-11 01:23:11.673'),
  ('cmmgatkp4pyprk7q2eab7ftig', 'cmjq7sks6x4u7k7q2awq30gl3', 'cmic4x75ady4vk7q292mamdr8', NULL, '2026-03-07 12:27:36.328'),
  ('cmfearjkbf4ndk7q2iwy1j87h', 'cmfkfepvjfexsk7q2d2g26jxp', 'cmkb0xru1l4jbk7q2hbmo58cw', NULL, '2025-09-10 18:12:32.843'),
  ('cmjlat3eduu5yk7q2wu3swvpa', 'cmfjh1naki8c8k7q2om82kik5', 'cmgaqbbjdrfrxk7q2nbcfvu5b', NULL, '2025-12-25 10:26:57.781'),
  ('cmhlqh64jviokk7q2u9ypuost', 'cmfh1ta2g9i6wk7q23tvi8cyr', 'cmlb9z6exw2mik7q26624t84g', NULL, '2025-11-05 08:26:10.627'),
  ('cmjg3y2s38xxek7q2f41cvjvw', 'cmfdcc3qc99tyk7q29er15n2c', 'cmmokvdaz29v4k7q2lv7q2pps', NULL, '2025-12-21 19:16:02.067'),
  ('cmhx35p1hvvkck7q23hccbq55', 'cmhsvf2ms1zv7k7q2w249ra18', 'cmgaqbbjdrfrxk7q2nbcfvu5b', NULL, '2025-11-13 07:06:38.213'),
  ('cmglgbvemf59tk7q23jkkdya4', 'cmfdcc3qc99tyk7q29er15n2c', 'cmf64dm1i3boik7q24ydbcrfv', NULL, '2025-10-10 23:02:24.958'),
  ('cmkq1wltyg6bwk7q2vdts5gwd', 'cmm5wer93sbtxk7q2mqa1k5bb', 'cmhs7rs66bo75k7q2gtsm0f76', NULL, '2026-01-22 22:56:18.310'),
  ('cmlv29ly2mu53k7q2b5jjivma', 'cmh52u8tmckvkk7q2wy2ffxqa', 'cmhj15ejizis0k7q2nnpvkoee', NULL, '2026-02-20 15:44:58.202'),
  ('cml96go7lk1tkk7q20aivkafw', 'cmkjlyg9vu8gok7q21hdd5qih', 'cmg3cfpqsjxd2k7q2h6zkbeg5', NULL, '2026-02-05 08:11:30.321'),
  ('cmhjc49o2qxltk7q22elssimj', 'cmicvedxm0if3k7q2lon2xw8h', NULL, '203.0.113.206', '2025-11-03 16:08:41.714'),
  ('cmhqq7xp6ve5yk7q2dsj4vz2n', 'cmgi156pkhkwzk7q2hi0nhuzn', 'cmm0mbm1p0d7sk7q24oau095d', NULL, '2025-11-08 20:17:50.682'),
  ('cmkey4i0x8b2bk7q27rbxipbt', 'cmho21najxyi2k7q2p8h8ft36', 'cmh7d90ztgu0mk7q2xl7s05lw', NULL, '2026-01-15 04:25:00.225'),
  ('cmjxmsc8mbycvk7q2igx74xn1', 'cmhk3k46qn1lok7q2iig1rv1v', 'cmf6bh9xsizjfk7q2qbfrk0uh', NULL, '2026-01-03 01:35:32.086'),
  ('cmml943g2xv8pk7q2hbz1aoro', 'cmi56jxp5kiaak7q2dxjtma87', 'cmf6bh9xsizjfk7q2qbfrk0uh', NULL, '2026-03-10 23:38:38.834'),
  ('cml7ulz2v1bd9k7q2ckld73mo', 'cmg96418uqx6ek7q2ay2veed0', 'cmf6bh9xsizjfk7q2qbfrk0uh', NULL, '2026-02-04 09:51:56.119'),
  ('cmhsf9nile8r6k7q29vlsg40f', 'cmfjh1naki8c8k7q2om82kik5', NULL, '203.0.113.62', '2025-11-10 00:46:47.373'),
  ('cmkggvty7tclak7q2hhmyvdci', 'cmmi9ge7gur6xk7q2kkky3ez3', 'cmkmaf7ukqpdxk7q2qsysjq3v', NULL, '2026-01-16 05:57:54.655'),
  ('cmj40vw17gh0rk7q22hecjkon', 'cmj2f38xo80sfk7q2bittfxwc', 'cmm0ldz0c8qa9k7q2kr7zxh9b', NULL, '2025-12-13 08:17:07.051'),
  ('cmi6aute5iam7k7q29572yots', 'cmgn6xan8y8mek7q2krmtv1e5', 'cmfw8a9ossterk7q2lnsk5o7n', NULL, '2025-11-19 17:52:03.149'),
  ('cmlh9emb8nn9hk7q2oydtf68i', 'cmg307283vmyik7q2rj7wf8m6', 'cmkdb0ahyvcyok7q2a0vo8y35', NULL, '2026-02-10 23:56:02.804'),
  ('cmmoy16nmrsdvk7q27w9jtlbn', 'cmlc0oiar896yk7q2oes4qer8', NULL, '203.0.113.25', '2026-03-13 13:39:31.954'),
  ('cmjjzxu655bnsk7q22rxc5ekx', 'cmlc0oiar896yk7q2oes4qer8', NULL, '203.0.113.47', '2025-12-24 12:34:57.149'),
  ('cmlrkwg3kggj2k7q28cted45a', 'cmkbrr9ehv9a9k7q2hhf1txd3', 'cmjrpmc6kq9rek7q28880xd5e', NULL, '2026-02-18 05:15:32.096'),
  ('cmlrlkgcwg97zk7q253i7y4zr', 'cmkctwjjm73omk7q2qj8m1aqg', 'cmj6oi3uioa4nk7q2331h7z4y', NULL, '2026-02-18 05:34:12.176'),
  ('cmkjq3otmbowck7q2345f4b0k', 'cmj9ew63ufkkqk7q20rqu1roq', 'cmkhglwsanat6k7q29jc0bmcc', NULL, '2026-01-18 12:39:16.330'),
  ('cmlmqemzqfioqk7q2kofpjcus', 'cmjzri2vy4kq6k7q2xn9xoinf', 'cmjjd6hjgmjqfk7q28eg6tvcy', NULL, '2026-02-14 19:50:48.038'),
  ('cmgqixgvu4ha0k7q2s7wpuod8', 'cmj2f38xo80sfk7q2bittfxwc', 'cmffcv7a9k237k7q20kpv95n6', NULL, '2025-10-14 12:14:02.682'),
  ('cminzagn2o2lhk7q22alqoz2v', 'cmg96418uqx6ek7q2ay2veed0', 'cmj6oi3uioa4nk7q2331h7z4y', NULL, '2025-12-02 02:48:08.894'),
  ('cmfjcyh0sxestk7q2rbek795e', 'cmk0jprrdxfwjk7q2ec6ni09k', 'cmhx95k7kn64pk7q20fpstlmr', NULL, '2025-09-14 07:12:46.252'),
  ('cmhhy3jcw1vsuk7q26uyvrefu', 'cmi9617beh76kk7q2vutyxr6u', 'cmjjd6hjgmjqfk7q28eg6tvcy', NULL, '2025-11-02 16:48:26.816'),
  ('cmlr5ek330dock7q24oo1dsgj', 'cmhzmlsihphpsk7q2nn2nakdf', NULL, '203.0.113.97', '2026-02-17 22:01:43.215'),
  ('cmj378kinjmjrk7q2kd1i5q1a', 'cmjt9063fmor6k7q2p9iqqsut', 'cmm0ldz0c8qa9k7q2kr7zxh9b', NULL, '2025-12-12 18:27:10.175'),
  ('cml8kxaa5nl9dk7q21kztxr1v', 'cmhgxdu0mk0gsk7q2s2j7kxc7', 'cmjrpmc6kq9rek7q28880xd5e', NULL, '2026-02-04 22:08:33.869'),
  ('cmf331e5fn5s1k7q28v7ol0n9', 'cmg96418uqx6ek7q2ay2veed0', NULL, '203.0.113.113', '2025-09-02 21:50:47.523'),
  ('cmhxlrupw04w5k7q209ccbf61', 'cmgyernvht2cik7q2r6w45dhg', NULL, '203.0.113.88', '2025-11-13 15:47:45.092'),
  ('cmhdaisaiuifhk7q2hmz1ahfk', 'cmho21najxyi2k7q2p8h8ft36', NULL, '203.0.113.227', '2025-10-30 10:37:22.746'),
  ('cmimjibghxja4k7q2xenwpal7', 'cmhno4fd5r3ssk7q2z1o3amko', 'cmkdb0ahyvcyok7q2a0vo8y35', NULL, '2025-12-01 02:38:35.393'),
  ('cmge80db6gh53k7q2dlbaxs5r', 'cmjtf6rjb9ztzk7q2iup6lho2', 'cmlb9z6exw2mik7q26624t84g', NULL, '2025-10-05 21:35:08.130'),
  ('cmjtb195ql30qk7q2rmafkcc6', 'cmlc0oiar896yk7q2oes4qer8', 'cmjrpmc6kq9rek7q28880xd5e', NULL, '2025-12-31 00:55:27.902'),
  ('cmkuhqlaa85suk7q2slc4790p', 'cmjhx52o950amk7q2s2p9qpxw', 'cmic4x75ady4vk7q292mamdr8', NULL, '2026-01-26 01:30:36.226'),
  ('cmmlvokqfn8tbk7q2me21faiy', 'cmkbrr9ehv9a9k7q2hhf1txd3', 'cmg37oedi0xttk7q2kycs1lfo', NULL, '2026-03-11 10:10:25.911'),
  ('cmm56c9v7ub0sk7q2dks7clhp', 'cmhfohl4eh7mbk7q2o4iyzcl6', NULL, '203.0.113.244', '2026-02-27 17:36:42.739'),
  ('cmmdtswxetr67k7q2n0sgf0ve', 'cmj9ew63ufkkqk7q20rqu1roq', 'cmi6s0c74bjxjk7q2vfgcm17c', NULL, '2026-03-05 18:55:39.698'),
  ('cmjvotq9yt0qnk7q2ppmhgy63', 'cmjhx52o950amk7q2s2p9qpxw', NULL, '203.0.113.102', '2026-01-01 16:57:03.814'),
  ('cmloiunier0ajk7q25ft797zp', 'cmlisdxs2eo3yk7q2pakclcc8', 'cmgpwyjw2g08ak7q2wklbbmcr', NULL, '2026-02-16 01:54:50.630'),
  ('cmldpbkcs74dzk7q252qx2nvx', 'cmh52u8tmckvkk7q2wy2ffxqa', 'cmi6s0c74bjxjk7q2vfgcm17c', NULL, '2026-02-08 12:10:29.452'),
  ('cmfth9i389m5tk7q20hfmsszw', 'cmhgcswx2r1euk7q2mrkfnaok', NULL, '203.0.113.4', '2025-09-21 09:11:01.076'),
  ('cmgp2e51soh0dk7q2lr06ltqa', 'cmhngxqk0huodk7q2lb877bq9', 'cmf2mg53crfo4k7q26c1icgo8', NULL, '2025-10-13 11:43:20.848'),
  ('cmflk1fd8d8rkk7q2s4ov4su1', 'cmhfohl4eh7mbk7q2o4iyzcl6', NULL, '203.0.113.208', '2025-09-15 20:06:33.740'),
  ('cmliss37od12ck7q2u2h2tq8l', 'cmj2f38xo80sfk7q2bittfxwc', 'cmm0mbm1p0d7sk7q24oau095d', NULL, '2026-02-12 01:46:10.116'),
  ('cmfg4pdsau6oek7q2tala6uby', 'cmhsvf2ms1zv7k7q2w249ra18', NULL, '203.0.113.143', '2025-09-12 00:58:26.698'),
  ('cmk5aj81jizi9k7q2icrhtx6t', 'cmhgxdu0mk0gsk7q2s2j7kxc7', 'cmf2mg53crfo4k7q26c1icgo8', NULL, '2026-01-08 10:14:40.759'),
  ('cmjqf8liwttfwk7q2yyfykqbu', 'cmjt9063fmor6k7q2p9iqqsut', NULL, '203.0.113.215', '2025-12-29 00:29:50.456'),
  ('cmlsjavy93luuk7q23deezf7w', 'cmkkruu6cn2c9k7q2cp5ougfh', 'cmh7d90ztgu0mk7q2xl7s05lw', NULL, '2026-02-18 21:18:32.769'),
  ('cmidy7bq4bpmzk7q2qgi3fi5b', 'cmlghc61c2yhdk7q2x0jlptlj', NULL, '203.0.113.61', '2025-11-25 02:20:01.180'),
  ('cmk9k7t827e5bk7q2vsq8944a', 'cmfjh1naki8c8k7q2om82kik5', 'cmhyt79dqsvfak7q2bsqrh42u', NULL, '2026-01-11 09:56:49.202'),
  ('cmglpne9wsm4fk7q2rtw88e81', 'cmgl8bdzl5k3nk7q2oy6fzqir', 'cmh1pw0ego05uk7q20f99kyco', NULL, '2025-10-11 03:23:19.172'),
  ('cmi40y2apmxh7k7q24vqjds48', 'cmhgcswx2r1euk7q2mrkfnaok', 'cml2j7o7thq7ck7q2iwg37r0n', NULL, '2025-11-18 03:39:06.145'),
  ('cmfsxew59ljiwk7q2uytd1731', 'cmhngxqk0huodk7q2lb877bq9', 'cmkhglwsanat6k7q29jc0bmcc', NULL, '2025-09-20 23:55:20.253'),
  ('cmf8k3m6xerqok7q21hlcplv4', 'cmk0jprrdxfwjk7q2ec6ni09k', 'cmf2mg53crfo4k7q26c1icgo8', NULL, '2025-09-06 17:47:15.609'),
  ('cmivia2rbd3yqk7q2qmh690rk', 'cmlc0oiar896yk7q2oes4qer8', 'cmlb9z6exw2mik7q26624t84g', NULL, '2025-12-07 09:14:06.839'),
  ('cmiy3eye7ltkjk7q25gwg2iyy', 'cmm8hs1gz9mmzk7q2wsdeqfoc', 'cmjeiktdmg3nek7q2wsg9mmrj', NULL, '2025-12-09 04:41:18.751'),
  ('cmgvbzido6ub0k7q2w247c0hf', 'cmfkfepvjfexsk7q2d2g26jxp', NULL, '203.0.113.240', '2025-10-17 20:58:31.500'),
  ('cmj4x63k0vkpek7q2168jdzo1', 'cmkctwjjm73omk7q2qj8m1aqg', 'cmkhglwsanat6k7q29jc0bmcc', NULL, '2025-12-13 23:20:51.072'),
  ('cmmct3pgqzimyk7q2lcd6ms6u', 'cmkctwjjm73omk7q2qj8m1aqg', 'cmhx95k7kn64pk7q20fpstlmr', NULL, '2026-03-05 01:48:17.450'),
  ('cmh5usyt28fi1k7q2gijpjgyn', 'cmg96418uqx6ek7q2ay2veed0', 'cmjvfaevjqf6wk7q2dgruxbex', NULL, '2025-10-25 05:43:00.662'),
  ('cmm3zyl31veuyk7q2fbpvcoax', 'cmi9617beh76kk7q2vutyxr6u', NULL, '203.0.113.8', '2026-02-26 21:50:20.221'),
  ('cml0om694ox1ek7q270es4tpl', 'cmjzri2vy4kq6k7q2xn9xoinf', 'cml2j7o7thq7ck7q2iwg37r0n', NULL, '2026-01-30 09:29:44.488'),
  ('cmlug4n9swv2tk7q2w7bmu75b', 'cmmdocmeftcrxk7q24r2xp8ac', 'cmlb9z6exw2mik7q26624t84g', NULL, '2026-02-20 05:25:15.088'),
  ('cmfqyj8ocxouak7q2jqls58bk', 'cmhngxqk0huodk7q2lb877bq9', 'cmf64dm1i3boik7q24ydbcrfv', NULL, '2025-09-19 14:51:10.380'),
  ('cmj43kfbivhg0k7q2ctz5ejmb', 'cmlsygxjlabc4k7q2lprf3l86', 'cmgaqbbjdrfrxk7q2nbcfvu5b', NULL, '2025-12-13 09:32:11.022'),
  ('cmmmej7olrdi5k7q27rwbz8ud', 'cmjg09qwuyvgek7q2jxwdeb4n', 'cmikv3vltknpbk7q2wx3emu5u', NULL, '2026-03-11 18:58:08.421'),
  ('cmk5gjwiy53fmk7q2kq1zcki7', 'cmjq7sks6x4u7k7q2awq30gl3', 'cmm0mbm1p0d7sk7q24oau095d', NULL, '2026-01-08 13:03:10.186'),
  ('cmibib0tihbhsk7q2pidek6r1', 'cmfdcc3qc99tyk7q29er15n2c', 'cmh1pw0ego05uk7q20f99kyco', NULL, '2025-11-23 09:19:27.462'),
  ('cmltnxh5dzvtvk7q29ayoeb9v', 'cmkbrr9ehv9a9k7q2hhf1txd3', 'cmkbqflii3jgak7q2ii0tnpr8', NULL, '2026-02-19 16:15:51.313'),
  ('cmm1dy15345rkk7q2t4j44yo5', 'cmgyernvht2cik7q2r6w45dhg', NULL, '203.0.113.170', '2026-02-25 01:58:30.471'),
  ('cmi3hbw6rzc1ak7q2i5yzf8nq', 'cmj9ew63ufkkqk7q20rqu1roq', 'cmkb0xru1l4jbk7q2hbmo58cw', NULL, '2025-11-17 18:29:59.091'),
  ('cmm6hk7erj3nyk7q2zxdbca0r', 'cmmdocmeftcrxk7q24r2xp8ac', 'cmhx95k7kn64pk7q20fpstlmr', NULL, '2026-02-28 15:38:34.755'),
  ('cmihbmuqxvmuok7q2i0rddajx', 'cmfutsplpstrrk7q2362pvt5r', NULL, '203.0.113.85', '2025-11-27 10:59:19.209'),
  ('cmfkh83wmtxn8k7q2vvkv1bmj', 'cmi56jxp5kiaak7q2dxjtma87', 'cmhyt79dqsvfak7q2bsqrh42u', NULL, '2025-09-15 02:00:00.454'),
  ('cmilu3wnkkddjk7q2eoxkir47', 'cmfkfepvjfexsk7q2d2g26jxp', 'cmh7d90ztgu0mk7q2xl7s05lw', NULL, '2025-11-30 14:47:32.624'),
  ('cmgblzl2ixqcqk7q2h9mwzmc5', 'cmhzmlsihphpsk7q2nn2nakdf', 'cmf6bh9xsizjfk7q2qbfrk0uh', NULL, '2025-10-04 01:43:07.626'),
  ('cmjbwj0pplov2k7q2sr58tczp', 'cmjcn6k5pc4h0k7q2vgrn1rb9', 'cmml26miym7msk7q2lgbelrgl', NULL, '2025-12-18 20:37:17.533'),
  ('cmhf9bh14q8hwk7q2s69n1ruf', 'cmg96418uqx6ek7q2ay2veed0', NULL, '203.0.113.114', '2025-10-31 19:39:14.296'),
  ('cmln61s3pgyq1k7q2w490u6tl', 'cmm5wer93sbtxk7q2mqa1k5bb', 'cmm4zx85izq1dk7q23nxxp931', NULL, '2026-02-15 03:08:41.989'),
  ('cmlyswr7sjofhk7q2vvxwf93u', 'cmjcn6k5pc4h0k7q2vgrn1rb9', 'cmf6bh9xsizjfk7q2qbfrk0uh', NULL, '2026-02-23 06:34:06.664'),
  ('cmk7wryemeff2k7q2vtx2ghqm', 'cmho21najxyi2k7q2p8h8ft36', 'cmhyt79dqsvfak7q2bsqrh42u', NULL, '2026-01-10 06:12:52.078'),
  ('cmfbthvstkgifk7q242obqe0l', 'cmkjlyg9vu8gok7q21hdd5qih', 'cmi6s0c74bjxjk7q2vfgcm17c', NULL, '2025-09-09 00:33:36.317'),
  ('cmfj1egy8bqquk7q27blk0356', 'cmhno4fd5r3ssk7q2z1o3amko', NULL, '203.0.113.100', '2025-09-14 01:49:17.264'),
  ('cmipaqahvssllk7q2mf9omn2f', 'cmfh1ta2g9i6wk7q23tvi8cyr', 'cmm4zx85izq1dk7q23nxxp931', NULL, '2025-12-03 00:56:09.379'),
  ('cmhq496gwwnvwk7q2bz6eqmjm', 'cmjcn6k5pc4h0k7q2vgrn1rb9', 'cmju1bk8ljz4nk7q2hqw5vqq3', NULL, '2025-11-08 10:02:57.152'),
  ('cmhsz4bzvtxbtk7q28f4ail0f', 'cmjzri2vy4kq6k7q2xn9xoinf', 'cmkb0xru1l4jbk7q2hbmo58cw', NULL, '2025-11-10 10:02:31.483');

INSERT INTO "Folder" ("id", "name", "position", "parentId", "createdAt") VALUES
  ('cmj3pv6nn976xk7q20lzdc58w', 'North side', '0', NULL, '2025-12-13 03:08:38.387'),
  ('cmiv249deee98k7q2rj38fwix', 'South side', '1', 'cmiu2x2hsr9a4k7q2uaahqtxs', '2025-12-07 01:41:41.618'),
  ('cmjx0yi9myjf6k7q2054lid9k', 'Downtown', '2', NULL, '2026-01-02 15:24:28.282'),
  ('cmjdt23z59gt4k7q2n0qbz4qs', 'West End', '3', 'cmjx0yi9myjf6k7q2054lid9k', '2025-12-20 04:35:42.113'),
  ('cmiu2x2hsr9a4k7q2uaahqtxs', 'Mill Creek', '0', NULL, '2025-12-06 09:16:19.552'),
  ('cmii74bn86bfdk7q2juffg38d', 'Polling divisions', '1', 'cmjdt23z59gt4k7q2n0qbz4qs', '2025-11-28 01:40:42.356'),
  ('cmkgwzdpt1mprk7q2mhh2lps3', 'Archive', '2', NULL, '2026-01-16 13:28:34.097'),
  ('cmimyym0vxpplk7q2o9hp6n1d', 'North side', '3', 'cmmhyiajw9rydk7q226melc9d', '2025-12-01 09:51:09.823'),
  ('cmmhyiajw9rydk7q226melc9d', 'South side', '0', 'cmimyym0vxpplk7q2o9hp6n1d', '2026-03-08 16:18:26.924'),
  ('cmhoyugtngi8pk7q23z8kzqp7', 'Downtown', '1', 'cmhoyugtngi8pk7q23z8kzqp7', '2025-11-07 14:43:46.475'),
  ('cmlr0izq2uyt1k7q2usbi9yeb', 'West End', '2', 'cmiv249deee98k7q2rj38fwix', '2026-02-17 19:45:12.026'),
  ('cmka5tzyovqo1k7q25b9b7bax', 'Mill Creek', '3', 'cmii74bn86bfdk7q2juffg38d', '2026-01-11 20:01:56.304'),
  ('cmmn4pqos6gybk7q2mrmbo2q1', 'Polling divisions', '0', NULL, '2026-03-12 07:11:03.004'),
  ('cmjk4sx2h1n6lk7q2wlgv9778', 'Archive', '1', 'cmj3pv6nn976xk7q20lzdc58w', '2025-12-24 14:51:05.705');

INSERT INTO "locations" ("id", "address", "postalCode", "latitude", "longitude", "s2CellId", "geocodeConfidence", "buildingType", "tags", "buildingNotes", "createdByUserId", "deletedAt", "createdAt", "updatedAt") VALUES
  ('cmiu89fprbhzxk7q2nqhqd0tj', '3063 Fir Lane SE', 'T5K 2B0', '53.5759000', '-113.3337338', '6025816533459140609', '91', 'SINGLE_FAMILY', '{}', NULL, NULL, NULL, '2025-12-06 11:45:54.639', '2025-12-06 11:45:54.639'),
  ('cmk2ewe5ia7fok7q2bri5mxes', '638 Dogwood Rd NE', 'T5K 4B8', '53.5618426', '-113.6611709', '6025827878328025089', '69', 'MIXED_USE', '{"sign site","dog","a,b","says \"no flyers\""}', NULL, 'cmgpwyjw2g08ak7q2wklbbmcr', NULL, '2026-01-06 09:53:35.142', '2026-01-06 09:53:35.142'),
  ('cmgq8dcl8m4dbk7q2y983fwxc', '4340 Dogwood Rd NE', 'T5K 6B7', '53.6949576', '-113.6533127', '6025822024972218369', NULL, 'SINGLE_FAMILY', '{"dog","a,b","says \"no flyers\"","NULL"}', NULL, 'cmjjd6hjgmjqfk7q28eg6tvcy', NULL, '2025-10-14 07:18:27.836', '2025-10-22 14:43:56.678'),
  ('cmjbcppaevxqck7q2m9l3244y', '12112 Alder Ave NW', NULL, '53.6553831', '-113.5847172', '6025833868663836673', NULL, 'SINGLE_FAMILY', '{"a,b","says \"no flyers\""}', NULL, 'cmhlxro5kmeozk7q2y0e6hzym', NULL, '2025-12-18 11:22:36.998', '2025-12-25 03:20:46.674'),
  ('cmji59pf43d7sk7q2alsrfra7', '1287 Dogwood Rd NE', 'T5K 8B2', '53.6181573', '-113.5263169', '6025816613328236545', NULL, 'COMMERCIAL', '{}', 'Code at the door: 1#2*', 'cmmhrgfltn1rsk7q2397ub5eo', NULL, '2025-12-23 05:28:36.592', '2025-12-23 05:28:36.592'),
  ('cmhn790tbamekk7q2ckhwfrsg', '1299 Birch St NW', 'T5K 1B9', '53.4560516', '-113.6822434', '6025832400948871169', NULL, 'MULTI_UNIT', '{"dog"}', NULL, NULL, NULL, '2025-11-06 09:03:30.143', '2025-11-11 22:19:37.455'),
  ('cmfvx1i2gpbx3k7q2z5302yz1', '8098 Birch St NW', 'T5K 3B8', '53.4045000', '-113.4256134', '6025830633039843329', '89', 'SINGLE_FAMILY', '{}', NULL, 'cmjeiktdmg3nek7q2wsg9mmrj', NULL, '2025-09-23 02:08:14.008', '2025-09-23 02:08:14.008'),
  ('cmmjvomota5k4k7q2vvo5g0is', '10151 Birch St NW', 'T5K 0B5', '-113.3410198', '53.5702726', '6025833198224588801', '43', 'SINGLE_FAMILY', '{"dog","buzzer broken","bilingual"}', NULL, NULL, NULL, '2026-03-10 00:34:56.093', '2026-03-10 00:34:56.093'),
  ('cmir8old3jek5k7q28cknidb5', '1701 Dogwood Rd NE', 'T5K 5B7', '53.5535902', '-113.5842555', '6025821439912992769', '75', 'SINGLE_FAMILY', '{"sign site"}', NULL, NULL, NULL, '2025-12-04 09:34:23.271', '2025-12-04 09:34:23.271'),
  ('cmgf0e8f8t7z3k7q2lj2h0e35', '3032 Cedar Cres SW', 'T5K 1B9', '53.4657511', '-113.5640305', '6025826776528314369', '61', 'SINGLE_FAMILY', '{"dog","buzzer broken","NULL"}', NULL, 'cmhzrh11z56drk7q2yvq41alk', NULL, '2025-10-06 10:49:44.228', '2025-10-07 16:01:55.715'),
  ('cmgzsu0aty0d2k7q2cuzz0a3r', '11187 Birch St NW', 'T5K 9B1', NULL, NULL, NULL, '41', 'COMMERCIAL', '{"dog","bilingual","says \"no flyers\"","back\\slash"}', NULL, 'cmkb4qlwku7xfk7q29talwwjh', NULL, '2025-10-21 00:01:12.965', '2025-10-22 19:25:42.716'),
  ('cmium6hyktb6ik7q2zs7nyfuw', '3167 Fir Lane SE', 'T5K 4B4', NULL, NULL, NULL, NULL, 'COMMERCIAL', '{"dog","buzzer broken"}', NULL, 'cmm0ldz0c8qa9k7q2kr7zxh9b', NULL, '2025-12-06 18:15:32.204', '2025-12-14 06:29:32.712'),
  ('cmlykwg3947y4k7q2whfivyqd', '250 Cedar Cres SW', NULL, NULL, NULL, NULL, '47', 'MULTI_UNIT', '{}', NULL, 'cmkhglwsanat6k7q29jc0bmcc', NULL, '2026-02-23 02:49:55.317', '2026-02-23 02:49:55.317'),
  ('cmgp0fw8wimf5k7q21ebsfcem', '10194 Birch St NW', 'T5K 4B0', NULL, NULL, NULL, '80', 'MULTI_UNIT', '{}', NULL, 'cmgaqbbjdrfrxk7q2nbcfvu5b', NULL, '2025-10-13 10:48:43.520', '2025-10-13 10:48:43.520'),
  ('cmmnzgu93norpk7q2fjzcyg5y', '10315 Cedar Cres SW', NULL, NULL, NULL, NULL, '53', 'MULTI_UNIT', '{"back\\slash"}', NULL, 'cmml26miym7msk7q2lgbelrgl', NULL, '2026-03-12 21:31:55.815', '2026-04-09 16:29:06.910'),
  ('cmj4ihytebfq9k7q2eoykzi1p', '8426 Fir Lane SE', 'T5K 8B4', NULL, NULL, NULL, NULL, 'COMMERCIAL', '{"a,b"}', NULL, 'cmkhglwsanat6k7q29jc0bmcc', NULL, '2025-12-13 16:30:10.562', '2026-01-04 23:48:07.416'),
  ('cmlx8trziy1uwk7q219f0pcp5', '362 Cedar Cres SW', 'T5K 6B0', '53.6445042', '-113.4300461', '6025833534365667329', '62', 'MIXED_USE', '{"says \"no flyers\"","back\\slash"}', 'Code at the door: 1#2*', 'cmlawk3avru3ak7q2akskosoe', NULL, '2026-02-22 04:24:09.198', '2026-02-22 04:24:09.198'),
  ('cmgux29lloveok7q2hp5641kl', '872 Fir Lane SE', 'T5K 2B7', '53.4984498', '-113.5228467', '6025833415319846913', NULL, 'MIXED_USE', '{"NULL"}', NULL, 'cmm0ldz0c8qa9k7q2kr7zxh9b', NULL, '2025-10-17 14:00:45.849', '2025-11-01 21:09:39.776'),
  ('cmgekagailyj9k7q2pswyt0io', '8382 Dogwood Rd NE', 'T5K 4B8', '53.6976000', '-113.3792204', '6025821369766215681', '60', 'COMMERCIAL', '{"says \"no flyers\""}', NULL, NULL, NULL, '2025-10-06 03:18:53.946', '2025-10-14 16:21:11.485'),
  ('cmmk5vypww6thk7q2d5fwqpru', '6673 Dogwood Rd NE', 'T5K 5B4', '53.5279388', '-113.4620222', '6025821312406646785', '90', 'MIXED_USE', '{}', NULL, 'cmju1bk8ljz4nk7q2hqw5vqq3', NULL, '2026-03-10 05:20:34.436', '2026-03-10 05:20:34.436'),
  ('cmgurlmoy72gak7q2dvpltmf3', '2159 Fir Lane SE', 'T5K 4B3', '0.0000000', '0.0000000', NULL, '96', 'COMMERCIAL', '{"dog","buzzer broken","bilingual","says \"no flyers\""}', NULL, 'cmhyt79dqsvfak7q2bsqrh42u', NULL, '2025-10-17 11:27:51.586', '2025-10-26 20:20:47.913'),
  ('cmma7w66k2mnjk7q2j0evh2ei', '3774 Birch St NW', 'T5K 5B8', '0.0000000', '0.0000000', NULL, '50', 'SINGLE_FAMILY', '{"bilingual","a,b"}', NULL, 'cmfsc1czjz56wk7q24clubqmw', NULL, '2026-03-03 06:19:01.580', '2026-03-03 21:41:11.007'),
  ('cmmbnz6zv7401k7q2fjg9e09r', '10787 Dogwood Rd NE', NULL, '53.4825165', '-113.5552398', '6025833591818698753', '86', 'SINGLE_FAMILY', '{"a,b"}', NULL, 'cmju1bk8ljz4nk7q2hqw5vqq3', NULL, '2026-03-04 06:37:02.635', '2026-03-17 03:24:17.589'),
  ('cmm8b9zjwp3c3k7q23af7t968', '11478 Elm Ct NW', 'T5K 0B8', '53.5846643', '-113.3139906', '6025823671998775297', '85', 'SINGLE_FAMILY', '{}', NULL, NULL, NULL, '2026-03-01 22:18:12.668', '2026-03-08 14:26:26.077'),
  ('cmgavx23bouw2k7q2nqjfg2dc', '371 Elm Ct NW', 'T5K 4B4', '53.5958000', '-113.6045995', '6025824432136495105', NULL, 'MULTI_UNIT', '{"sign site"}', NULL, 'cmfsc1czjz56wk7q24clubqmw', NULL, '2025-10-03 13:33:19.703', '2025-10-12 01:48:22.027'),
  ('cmgceg39sn1pnk7q2rrplv0o1', '10947 Cedar Cres SW', 'T5K 3B8', '53.6660328', '-113.4332814', '6025820139184832513', '53', 'MULTI_UNIT', '{"back\\slash"}', NULL, NULL, NULL, '2025-10-04 14:59:46.960', '2025-10-20 19:28:15.141'),
  ('cmkwbr04xwgquk7q25clzfhst', '9936 Dogwood Rd NE', 'T5K 8B0', '53.5287789', '-113.6747166', '6025820822435684353', '51', 'MULTI_UNIT', '{"back\\slash","NULL"}', 'Code at the door: 1#2*', 'cmjvfaevjqf6wk7q2dgruxbex', NULL, '2026-01-27 08:18:30.129', '2026-01-27 08:18:30.129'),
  ('cmkzoqax61tpvk7q2umnwp33p', '10801 Dogwood Rd NE', 'T5K 1B5', '53.6707996', '-113.3780869', '6025829793027584001', '54', 'COMMERCIAL', '{"dog","a,b"}', NULL, 'cmkdb0ahyvcyok7q2a0vo8y35', NULL, '2026-01-29 16:45:10.986', '2026-02-04 01:31:06.561'),
  ('cmjhransijy6ak7q2xzuzm6uz', '7405 Birch St NW', 'T5K 7B1', '53.5424877', '-113.6621940', '6025828364215750657', '99', 'COMMERCIAL', '{"sign site","back\\slash"}', NULL, 'cmkhglwsanat6k7q29jc0bmcc', NULL, '2025-12-22 22:57:26.514', '2025-12-22 22:57:26.514'),
  ('cmgtdabukq87mk7q25c0jy4ny', '11363 Alder Ave NW', 'T5K 3B8', '53.4319642', '-113.5722084', '6025824261067845633', NULL, 'SINGLE_FAMILY', '{}', NULL, 'cmjvfaevjqf6wk7q2dgruxbex', NULL, '2025-10-16 11:59:23.516', '2025-10-20 20:51:22.154'),
  ('cmiprgw0l07pnk7q2vnzjgjdc', '4481 Birch St NW', 'T5K 6B4', '53.4618000', '-113.3194391', '6025824868226134017', '77', 'SINGLE_FAMILY', NULL, NULL, 'cmmokvdaz29v4k7q2lv7q2pps', NULL, '2025-12-03 08:44:44.181', '2025-12-15 21:03:27.719'),
  ('cmiy2mk20mni5k7q294jhx5p5', '10283 Fir Lane SE', 'T5K 7B7', '53.4988698', '-113.3102096', '6025826332869275649', '66', 'COMMERCIAL', NULL, NULL, 'cmhyt79dqsvfak7q2bsqrh42u', NULL, '2025-12-09 04:19:13.800', '2025-12-20 00:24:55.044'),
  ('cmhjkmji7eruak7q2e0bek30b', '9198 Birch St NW', 'T5K 1B9', '53.4073781', '-113.4590401', '6025827089081741313', '61', 'MULTI_UNIT', NULL, NULL, NULL, NULL, '2025-11-03 20:06:51.199', '2025-11-03 20:06:51.199'),
  ('cmm0e8d1z05bhk7q2noaqumck', '1889 Elm Ct NW', 'T5K 2B1', '53.5357672', '-113.6112174', '6025823044924743681', NULL, 'MULTI_UNIT', NULL, NULL, 'cmm4zx85izq1dk7q23nxxp931', NULL, '2026-02-24 09:18:46.295', '2026-02-24 09:18:46.295'),
  ('cmlvuabdp8ff8k7q2kq502xi5', '8970 Dogwood Rd NE', 'T5K 7B3', '53.6059590', '-113.3385595', '6025832247266684929', '48', 'SINGLE_FAMILY', '{"buzzer broken"}', 'Code at the door: 1#2*', 'cmf2mg53crfo4k7q26c1icgo8', NULL, '2026-02-21 04:49:20.413', '2026-03-11 13:39:58.047'),
  ('cmj9dotf87goek7q2qyp4hy4p', '3383 Elm Ct NW', 'T5K 8B1', '53.6429180', '-113.6429119', '6025825169528967169', '59', 'COMMERCIAL', '{"bilingual","a,b","NULL"}', NULL, 'cmic4x75ady4vk7q292mamdr8', NULL, '2025-12-17 02:14:22.964', '2026-01-04 01:06:13.027'),
  ('cmlxyccdi54cck7q25bwqmzuf', '1929 Birch St NW', 'T5K 9B5', '53.6152000', '-113.5077926', '6025816879371026433', '99', 'SINGLE_FAMILY', '{"sign site","dog"}', NULL, NULL, NULL, '2026-02-22 16:18:25.830', '2026-03-05 01:28:25.954'),
  ('cmkdw3lvve3yuk7q2wv5ew3t7', '10454 Birch St NW', 'T5K 9B8', '53.6332862', '-113.4402648', '6025826893886410753', '60', 'SINGLE_FAMILY', '{"NULL"}', NULL, 'cmic4x75ady4vk7q292mamdr8', NULL, '2026-01-14 10:40:33.163', '2026-01-14 10:40:33.163'),
  ('cmlvr8wmmhhz1k7q2mo2lc6g0', '9579 Dogwood Rd NE', 'T5K 3B4', '53.5843259', '-113.4024086', '6025821977136578561', '80', 'SINGLE_FAMILY', '{}', NULL, 'cmmmx5sz9n676k7q2arzu2mtr', NULL, '2026-02-21 03:24:15.790', '2026-02-21 03:24:15.790'),
  ('cmkqfb4x2isxhk7q2nnj3sd7l', '12421 Elm Ct NW', 'T5K 1B2', '53.4994751', '-113.5667920', '6025820141756227585', '92', 'SINGLE_FAMILY', '{}', 'Code at the door: 1#2*', 'cmfw8a9ossterk7q2lnsk5o7n', NULL, '2026-01-23 05:11:31.238', '2026-02-11 12:06:24.491'),
  ('cmfgqf4qt0i66k7q23y0029tf', '9078 Dogwood Rd NE', 'T5K 5B7', '53.4490687', '-113.6013257', '6025829573531062273', '48', 'MIXED_USE', '{"bilingual","a,b"}', NULL, 'cmjgrmm9bp3qgk7q2c6z9xkbs', '2025-09-12 11:06:19.974', '2025-09-12 11:06:19.973', '2025-09-12 11:06:19.973'),
  ('cmlo4tqqw7hpbk7q2zsndtyhj', '7404 Elm Ct NW', 'T5K 5B5', '53.5040430', '-113.4761185', '6025817817912090625', '64', 'MULTI_UNIT', '{"sign site"}', NULL, 'cmhx95k7kn64pk7q20fpstlmr', '2026-02-15 19:22:13.545', '2026-02-15 19:22:13.544', '2026-02-20 16:07:41.026'),
  ('cmjxrown4fkvzk7q2sbpshl4e', '359 Alder Ave NW', 'T5K 6B1', '53.5906000', '-113.6124570', '6025826090129219585', NULL, 'MULTI_UNIT', '{"NULL"}', NULL, 'cmmfzcr82lj9nk7q2j7yibx8p', '2026-01-03 03:52:49.985', '2026-01-03 03:52:49.984', '2026-01-03 03:52:49.984'),
  ('cmlrb4tj333fuk7q2uvoayehu', '7548 Elm Ct NW', 'T5K 0B3', '53.5551796', '-113.3157559', '6025825817221795841', '69', 'SINGLE_FAMILY', '{"a,b"}', 'Code at the door: 1#2*', NULL, '2026-02-18 00:42:06.592', '2026-02-18 00:42:06.591', '2026-02-21 18:46:34.036'),
  ('cmg487zgyle14k7q23sp8v7h5', '3566 Elm Ct NW', 'T5K 9B5', '53.6697545', '-113.6776731', '6025825285310771201', '75', 'SINGLE_FAMILY', '{"buzzer broken"}', NULL, 'cmlr1nez8wv4gk7q2xue2el0d', '2025-09-28 21:43:21.683', '2025-09-28 21:43:21.682', '2025-09-28 21:43:21.682'),
  ('cmhqophi307yzk7q2072j3tr2', '1160 Fir Lane SE', 'T5K 1B5', '53.5223578', '-113.4314827', '6025816993803157505', '51', 'SINGLE_FAMILY', '{"dog","buzzer broken"}', NULL, 'cmjjd6hjgmjqfk7q28eg6tvcy', NULL, '2025-11-08 19:35:30.267', '2025-11-08 19:35:30.267'),
  ('cmhn70y91j5iik7q28hkxirnd', '1955 Fir Lane SE', 'T5K 9B6', '53.4274768', '-113.3184004', '6025829084068270081', '63', 'SINGLE_FAMILY', '{}', NULL, 'cmlusuu3fylcvk7q23d7vcyds', NULL, '2025-11-06 08:57:13.573', '2025-11-06 08:57:13.573'),
  ('cmj6g3smwpc24k7q21wq65c32', '4264 Elm Ct NW', 'T5K 6B3', '53.4780451', '-113.5691713', '6025822317151584257', '59', 'SINGLE_FAMILY', '{"dog","buzzer broken"}', NULL, NULL, NULL, '2025-12-15 00:58:42.488', '2025-12-15 00:58:42.488'),
  ('cmkc2zw4ff3yxk7q2yl4e0vee', '2238 Cedar Cres SW', 'T5K 4B3', '53.4614000', '-113.5643780', '6025833525345914881', NULL, 'MULTI_UNIT', '{"a,b","says \"no flyers\""}', 'Code at the door: 1#2*', 'cmh1pw0ego05uk7q20f99kyco', NULL, '2026-01-13 04:18:04.767', '2026-01-18 01:38:23.935'),
  ('cmki0cu0t6gkpk7q25mr3exqu', '7325 Elm Ct NW', 'T5K 2B9', '53.6050647', '-113.6662996', '6025816607417798657', '52', 'SINGLE_FAMILY', '{}', NULL, 'cmfqpqyohere9k7q250v0nh7w', NULL, '2026-01-17 07:50:46.781', '2026-01-25 16:34:22.188'),
  ('cmfhm7y2xvv5sk7q27ddgc7zx', '5249 Alder Ave NW', 'T5K 4B0', '53.4482926', '-113.5335749', '6025821745085583361', '60', 'MULTI_UNIT', '{"dog","back\\slash","NULL"}', 'Code at the door: 1#2*', 'cmhlxro5kmeozk7q2y0e6hzym', NULL, '2025-09-13 01:56:32.457', '2025-10-02 02:21:40.954'),
  ('cmmj7phovz0crk7q2r4vm2oho', '775 Birch St NW', 'T5K 9B0', '53.6322716', '-113.3125547', '6025819603071135745', '52', 'MIXED_USE', '{}', NULL, 'cmlusuu3fylcvk7q23d7vcyds', NULL, '2026-03-09 13:23:45.487', '2026-03-14 20:01:59.286'),
  ('cmit0t7cvhcjok7q2g549jxtd', '12053 Cedar Cres SW', 'T5K 6B0', '53.6521169', '-113.6473023', '6025833710228348929', NULL, 'SINGLE_FAMILY', '{"dog","buzzer broken"}', NULL, 'cmm0ldz0c8qa9k7q2kr7zxh9b', NULL, '2025-12-05 15:29:33.823', '2025-12-05 15:29:33.823'),
  ('cmhwckw1rgv0ik7q2tpkbuppu', '10261 Cedar Cres SW', 'T5K 0B6', '53.6120510', '-113.5336347', '6025817871855521793', '55', 'SINGLE_FAMILY', '{}', NULL, 'cmhj15ejizis0k7q2nnpvkoee', NULL, '2025-11-12 18:42:37.503', '2025-11-23 03:55:00.057'),
  ('cmj9wgsivmdg3k7q2fvz4d0t5', '3138 Alder Ave NW', 'T5K 9B6', '53.5371000', '-113.4500250', '6025830182833283073', NULL, 'COMMERCIAL', '{"NULL"}', NULL, 'cmhx95k7kn64pk7q20fpstlmr', NULL, '2025-12-17 11:00:01.255', '2025-12-27 02:18:49.663'),
  ('cmh1mhh2z5lwkk7q28tin4a8y', '52 Cedar Cres SW', 'T5K 4B3', '53.4139027', '-113.4170781', '6025829708094857217', '81', 'MULTI_UNIT', '{"sign site","dog","buzzer broken","NULL"}', NULL, 'cmffcv7a9k237k7q20kpv95n6', NULL, '2025-10-22 06:39:02.843', '2025-10-30 16:56:43.648'),
  ('cmhkmzo9j41qpk7q22z6wcsxr', '3472 Cedar Cres SW', 'T5K 3B8', '53.4634239', '-113.6574943', '6025828677726896129', NULL, 'MIXED_USE', '{}', 'Code at the door: 1#2*', 'cmkdb0ahyvcyok7q2a0vo8y35', NULL, '2025-11-04 14:00:49.303', '2025-11-04 14:00:49.303'),
  ('cmiih0w4y2vtik7q2enk8o1u2', '3161 Cedar Cres SW', 'T5K 5B5', '53.6709805', '-113.4569021', '6025824781982720001', NULL, 'COMMERCIAL', '{"bilingual"}', NULL, 'cmh7d90ztgu0mk7q2xl7s05lw', NULL, '2025-11-28 06:17:58.450', '2025-11-28 06:17:58.450'),
  ('cmh0gwcoymfs5k7q23i2h38ce', '3518 Dogwood Rd NE', 'T5K 3B0', '53.6288415', '-113.6025964', '6025833711729971201', NULL, 'SINGLE_FAMILY', '{"back\\slash","NULL"}', NULL, 'cmf2mg53crfo4k7q26c1icgo8', NULL, '2025-10-21 11:14:53.122', '2025-10-21 11:14:53.122'),
  ('cmf3x0ihnmc8zk7q2svhiuulo', '2505 Alder Ave NW', 'T5K 1B8', '53.4552308', '-113.3918585', '6025824821036040193', '90', 'COMMERCIAL', '{"dog","buzzer broken","says \"no flyers\"","back\\slash"}', NULL, 'cmgpwyjw2g08ak7q2wklbbmcr', NULL, '2025-09-03 11:49:54.971', '2025-09-06 00:27:41.468'),
  ('cmh08m1vywrv5k7q2njscnlqa', '11722 Fir Lane SE', 'T5K 6B1', '53.5136000', '-113.3746426', '6025825662599438337', '100', 'MIXED_USE', '{"back\\slash","NULL"}', NULL, 'cmm5kwnoiuy0kk7q2bx6texk2', NULL, '2025-10-21 07:22:55.630', '2025-10-21 07:22:55.630'),
  ('cmg60pvh9zy7ak7q2gwmrevf6', '6942 Birch St NW', 'T5K 5B9', '53.6914664', '-113.6776573', '6025826279486803969', '72', 'MULTI_UNIT', '{"dog","NULL"}', NULL, 'cmmmx5sz9n676k7q2arzu2mtr', NULL, '2025-09-30 03:48:51.741', '2025-09-30 03:48:51.741'),
  ('cmghoe1q3kv4dk7q2dzaykl3i', '12944 Alder Ave NW', NULL, '53.4656476', '-113.5877877', '6025826027815714817', NULL, 'COMMERCIAL', '{"buzzer broken"}', NULL, 'cmlr1nez8wv4gk7q2xue2el0d', NULL, '2025-10-08 07:36:58.683', '2025-10-23 05:44:38.978'),
  ('cmlrb5exhbs5ck7q28njfuooo', '12618 Birch St NW', 'T5K 7B3', '53.5733621', '-113.6437212', '6025820239781752833', '70', 'MIXED_USE', '{"a,b"}', NULL, 'cmkdb0ahyvcyok7q2a0vo8y35', NULL, '2026-02-18 00:42:34.325', '2026-03-05 07:52:28.003'),
  ('cmhew1tck3nnpk7q2cvwhm6v0', '5843 Dogwood Rd NE', 'T5K 7B9', '53.4803108', '-113.6704402', '6025832879095496705', NULL, 'MIXED_USE', '{"dog"}', NULL, NULL, NULL, '2025-10-31 13:27:48.692', '2025-10-31 13:27:48.692'),
  ('cmkczrq1jfywgk7q2628uy53z', '4624 Dogwood Rd NE', NULL, '53.6004153', '-113.5508972', '6025818951444422657', '55', 'MIXED_USE', '{"sign site","back\\slash"}', NULL, NULL, NULL, '2026-01-13 19:35:30.967', '2026-01-13 19:35:30.967'),
  ('cmhmgpt8xaauak7q22apcmen6', '6377 Fir Lane SE', NULL, '53.4969000', '-113.3105479', '6025824583712821249', '65', 'SINGLE_FAMILY', '{"buzzer broken"}', NULL, 'cmf64dm1i3boik7q24ydbcrfv', NULL, '2025-11-05 20:40:43.857', '2025-11-25 13:41:50.026'),
  ('cmk9hjbqyatc2k7q2m37ynne7', '5666 Birch St NW', 'T5K 2B1', '53.4133635', '-113.6505795', '6025819845939019777', '93', 'SINGLE_FAMILY', '{"buzzer broken","says \"no flyers\""}', NULL, 'cmk9cllaufh41k7q29kzsc106', NULL, '2026-01-11 08:41:47.578', '2026-01-31 14:05:14.060'),
  ('cmgrce6spxfxuk7q27qiidc9r', '10270 Fir Lane SE', 'T5K 7B5', '53.4440584', '-113.4528905', '6025821974092115969', NULL, 'COMMERCIAL', '{}', NULL, 'cmf2mg53crfo4k7q26c1icgo8', NULL, '2025-10-15 01:58:51.625', '2025-10-15 01:58:51.625'),
  ('cmgn3eolj08tgk7q289lmqfuu', '3557 Dogwood Rd NE', 'T5K 3B8', '53.4295339', '-113.5214093', '6025823618168057857', '61', 'SINGLE_FAMILY', '{"a,b","NULL"}', NULL, 'cmhj15ejizis0k7q2nnpvkoee', NULL, '2025-10-12 02:36:13.447', '2025-10-19 03:20:21.628'),
  ('cmjn88g2ign9hk7q25s7273gx', '8824 Fir Lane SE', 'T5K 6B8', '53.5136384', '-113.6647193', '6025819580486795265', '64', 'MIXED_USE', '{"sign site","buzzer broken"}', NULL, 'cmlxgisohppm5k7q2mp9119bf', NULL, '2025-12-26 18:50:27.546', '2026-01-15 23:08:20.468'),
  ('cmhg7mr17mz95k7q2v8fts9kj', '2655 Alder Ave NW', 'T5K 6B5', '53.4045319', '-113.6922949', '6025833313144328193', NULL, 'SINGLE_FAMILY', '{"dog","buzzer broken","bilingual","NULL"}', NULL, 'cmj6oi3uioa4nk7q2331h7z4y', NULL, '2025-11-01 11:39:47.419', '2025-11-01 11:39:47.419'),
  ('cmmgdd1mloptck7q2wr7nwz0q', '12494 Elm Ct NW', 'T5K 0B8', '53.4043000', '-113.6759720', '6025823134795386881', NULL, 'SINGLE_FAMILY', '{"dog"}', NULL, 'cmj6oi3uioa4nk7q2331h7z4y', NULL, '2026-03-07 13:38:43.965', '2026-03-25 12:02:32.004'),
  ('cmfzr4zgmxx4kk7q20ofkn9n5', '7172 Alder Ave NW', 'T5K 7B6', '53.6968446', '-113.5019272', '6025829409203326977', '48', 'MULTI_UNIT', '{}', NULL, NULL, NULL, '2025-09-25 18:34:03.526', '2025-10-13 02:47:39.172'),
  ('cmg5tjq59h7g9k7q22f3q3ht3', '12174 Dogwood Rd NE', NULL, '53.5103106', '-113.6897802', '6025819937822322689', '46', 'COMMERCIAL', '{"dog","says \"no flyers\"","back\\slash"}', NULL, 'cmjeiktdmg3nek7q2wsg9mmrj', NULL, '2025-09-30 00:28:07.581', '2025-09-30 00:28:07.581'),
  ('cmin8c7jrbisok7q2hgt9o13k', '3081 Elm Ct NW', 'T5K 5B7', '53.5435547', '-113.5744504', '6025818026701033473', NULL, 'COMMERCIAL', '{}', NULL, 'cmhs7rs66bo75k7q2gtsm0f76', NULL, '2025-12-01 14:13:40.791', '2025-12-25 11:18:22.576'),
  ('cmjl6jig4jxqtk7q2prldaq16', '1409 Cedar Cres SW', NULL, '53.4284927', '-113.4503806', '6025817374254755841', '51', 'COMMERCIAL', '{}', NULL, 'cmi6s0c74bjxjk7q2vfgcm17c', NULL, '2025-12-25 08:27:32.260', '2025-12-25 08:27:32.260'),
  ('cmicn0juzwt8xk7q2ho713d5g', '3706 Dogwood Rd NE', 'T5K 2B0', '53.4783437', '-113.4183269', '6025819433196797953', '55', 'MULTI_UNIT', '{"dog","says \"no flyers\"","NULL"}', NULL, 'cmiyzgi11hy52k7q2yy6qt2dk', NULL, '2025-11-24 04:19:03.179', '2025-12-13 14:26:54.553'),
  ('cmlnxtxyvs5c5k7q2be03nzs9', '1204 Cedar Cres SW', 'T5K 2B6', '53.5902000', '-113.4732244', '6025832800106741761', '78', 'MULTI_UNIT', '{"says \"no flyers\""}', 'Code at the door: 1#2*', 'cmjrpmc6kq9rek7q28880xd5e', NULL, '2026-02-15 16:06:25.591', '2026-03-10 06:16:32.225'),
  ('cmlrejlwd66dfk7q2lr901e59', '396 Cedar Cres SW', 'T5K 2B0', '53.5227177', '-113.3508966', '6025820293629374465', NULL, 'SINGLE_FAMILY', '{"says \"no flyers\""}', NULL, NULL, NULL, '2026-02-18 02:17:35.389', '2026-02-25 02:18:37.310'),
  ('cmfxvwirhrz3ak7q2rklvikeh', '4881 Cedar Cres SW', 'T5K 1B2', '53.6486758', '-113.5354356', '6025824585849159681', '97', 'SINGLE_FAMILY', '{}', NULL, 'cmh7d90ztgu0mk7q2xl7s05lw', NULL, '2025-09-24 11:11:54.365', '2025-09-24 11:11:54.365'),
  ('cmi9r02s3twwqk7q2quxgq5si', '6950 Fir Lane SE', 'T5K 2B5', '53.6702969', '-113.3461987', '6025827322411122689', '87', 'SINGLE_FAMILY', '{"dog","a,b","says \"no flyers\""}', 'Code at the door: 1#2*', 'cmm0mbm1p0d7sk7q24oau095d', NULL, '2025-11-22 03:47:20.979', '2025-11-27 07:22:58.823'),
  ('cmis575abfdblk7q29t7xtx5s', '404 Cedar Cres SW', 'T5K 2B6', '53.5049901', '-113.5488258', '6025827117725888513', '73', 'SINGLE_FAMILY', '{"NULL"}', NULL, 'cmhx95k7kn64pk7q20fpstlmr', NULL, '2025-12-05 00:44:36.611', '2025-12-10 03:33:36.994'),
  ('cmlyonkfuanxtk7q2ty2ifb19', '4976 Elm Ct NW', 'T5K 2B5', '53.5118316', '-113.6413003', '6025823207959834625', NULL, 'MIXED_USE', '{"says \"no flyers\""}', NULL, 'cmm0mbm1p0d7sk7q24oau095d', NULL, '2026-02-23 04:34:59.514', '2026-03-10 01:11:37.016'),
  ('cmfj030jjiquck7q2izsmrrv9', '4873 Alder Ave NW', 'T5K 0B0', '53.5032000', '-113.3785076', '6025830930930892801', '50', 'MIXED_USE', '{"NULL"}', NULL, 'cmhx95k7kn64pk7q20fpstlmr', NULL, '2025-09-14 01:12:23.167', '2025-09-25 20:27:17.297'),
  ('cmlbcal5prtuok7q29rn2k0kc', '1081 Dogwood Rd NE', 'T5K 1B1', '53.5989143', '-113.4244250', '6025818252622548993', '53', 'SINGLE_FAMILY', '{"dog"}', NULL, 'cmhx95k7kn64pk7q20fpstlmr', NULL, '2026-02-06 20:30:16.477', '2026-02-06 20:30:16.477'),
  ('cmihu8h1e5za7k7q2xb69cisx', '1371 Fir Lane SE', 'T5K 3B0', '53.5074456', '-113.5534219', '6025831030964568065', '67', 'MIXED_USE', '{"sign site","says \"no flyers\""}', NULL, NULL, NULL, '2025-11-27 19:40:00.962', '2025-12-04 08:20:32.628'),
  ('cmfqywifftht5k7q269z7xrjz', '210 Dogwood Rd NE', 'T5K 9B0', '53.6545571', '-113.6841230', '6025829205427744769', '77', 'MULTI_UNIT', '{"buzzer broken"}', NULL, 'cmkmaf7ukqpdxk7q2qsysjq3v', NULL, '2025-09-19 15:01:29.547', '2025-09-23 08:39:20.877'),
  ('cmkhcpqc204vzk7q2hhgo9tbh', '8553 Dogwood Rd NE', 'T5K 8B6', '53.4286037', '-113.5569006', '6025831686116483073', '50', 'SINGLE_FAMILY', '{"dog"}', NULL, 'cmf6bh9xsizjfk7q2qbfrk0uh', NULL, '2026-01-16 20:48:57.746', '2026-01-16 20:48:57.746'),
  ('cmm0c1p9i2slsk7q2u2e7xc2d', '8680 Elm Ct NW', 'T5K 1B0', '53.5472258', '-113.6227110', '6025833076613156865', NULL, 'MULTI_UNIT', '{"a,b","back\\slash"}', NULL, NULL, NULL, '2026-02-24 08:17:36.294', '2026-02-25 03:15:10.545'),
  ('cmlskx6d5eky3k7q2p80uajoj', '11975 Alder Ave NW', 'T5K 4B1', '53.4961000', '-113.3227641', '6025830850935730177', NULL, 'SINGLE_FAMILY', '{"sign site","a,b","NULL"}', NULL, NULL, NULL, '2026-02-18 22:03:52.313', '2026-03-07 11:35:20.770'),
  ('cml1irx1svq2uk7q25idai33s', '5665 Dogwood Rd NE', 'T5K 5B5', '53.5172761', '-113.5082611', '6025830399525404673', '64', 'SINGLE_FAMILY', '{"back\\slash"}', NULL, 'cmkmaf7ukqpdxk7q2qsysjq3v', NULL, '2026-01-30 23:34:00.976', '2026-02-12 19:08:11.237'),
  ('cmhw025mjbjtkk7q2zg4gxfij', '2364 Cedar Cres SW', 'T5K 8B3', '53.6775038', '-113.5043034', '6025826202417762305', '75', 'SINGLE_FAMILY', '{"bilingual","a,b"}', 'Code at the door: 1#2*', 'cmlawk3avru3ak7q2akskosoe', NULL, '2025-11-12 12:52:08.059', '2025-11-22 19:08:20.773'),
  ('cmlzdwhftsj0zk7q2n7y8cppe', '5385 Birch St NW', 'T5K 1B1', '53.4829977', '-113.6633997', '6025832887894183937', NULL, 'SINGLE_FAMILY', '{"sign site","bilingual","NULL"}', NULL, 'cmg37oedi0xttk7q2kycs1lfo', NULL, '2026-02-23 16:21:45.929', '2026-02-23 16:21:45.929'),
  ('cmlb7jds3fgn7k7q2rkl6shn9', '11774 Birch St NW', 'T5K 7B8', '53.6599730', '-113.4018016', '6025819450264068097', '67', 'SINGLE_FAMILY', '{"a,b"}', NULL, 'cmfsc1czjz56wk7q24clubqmw', NULL, '2026-02-06 18:17:08.739', '2026-02-21 11:43:48.743'),
  ('cmlldrylc3tm3k7q2vs6xk2m0', '1007 Dogwood Rd NE', 'T5K 0B3', '53.4110507', '-113.6172848', '6025826513122783233', '77', 'MIXED_USE', '{"sign site","bilingual"}', NULL, 'cmkdb0ahyvcyok7q2a0vo8y35', NULL, '2026-02-13 21:09:28.416', '2026-02-13 21:09:28.416'),
  ('cmibmlsqll3qak7q2h3i8bfs6', '5639 Elm Ct NW', 'T5K 7B4', '53.4439000', '-113.6241323', '6025833294584344577', '58', 'SINGLE_FAMILY', '{"sign site","bilingual","a,b"}', 'Code at the door: 1#2*', 'cmhuiqnf2uqpck7q2pnzp1w0n', NULL, '2025-11-23 11:19:48.669', '2025-12-07 07:24:01.360'),
  ('cmk7p43nclek8k7q2exatl9x8', '1825 Fir Lane SE', 'T5K 7B6', '53.5597208', '-113.5622706', '6025820538094903297', '83', 'SINGLE_FAMILY', '{"sign site","bilingual","NULL"}', NULL, 'cmm4zx85izq1dk7q23nxxp931', NULL, '2026-01-10 02:38:21.816', '2026-01-10 02:38:21.816'),
  ('cmkirngntzp11k7q2xjo6b4qx', '7588 Dogwood Rd NE', 'T5K 6B4', '53.6138192', '-113.3624143', '6025826820333957121', NULL, 'MIXED_USE', '{}', NULL, 'cmk9cllaufh41k7q29kzsc106', NULL, '2026-01-17 20:34:52.313', '2026-02-15 12:28:34.406'),
  ('cmjfr91j0xjnxk7q2gbiuasul', '2788 Alder Ave NW', 'T5K 5B0', '53.4180877', '-113.3835720', '6025831097214230529', NULL, 'SINGLE_FAMILY', '{"dog","bilingual","says \"no flyers\""}', NULL, 'cmkb3nbcqfdh7k7q2euuofqgw', NULL, '2025-12-21 13:20:38.652', '2025-12-27 05:06:15.255'),
  ('cmff5ff3q6xaqk7q2254fakzn', '1448 Elm Ct NW', 'T5K 0B6', '53.5945034', '-113.5365206', '6025828626045128705', '52', 'SINGLE_FAMILY', '{"buzzer broken"}', NULL, NULL, NULL, '2025-09-11 08:30:55.286', '2025-09-20 19:41:06.839'),
  ('cmj2bhvyh1y4ek7q2bejn4jgu', '2097 Cedar Cres SW', 'T5K 7B7', '53.5712187', '-113.3837595', '6025829039862235137', NULL, 'SINGLE_FAMILY', '{"sign site","dog","says \"no flyers\"","back\\slash","NULL"}', NULL, 'cmkb3nbcqfdh7k7q2euuofqgw', NULL, '2025-12-12 03:38:37.193', '2025-12-24 21:40:58.209'),
  ('cmhw7wpx5rizrk7q28idg6azh', '3384 Birch St NW', 'T5K 7B4', '53.4808000', '-113.6732579', '6025823409192636417', '45', 'MULTI_UNIT', '{}', NULL, NULL, NULL, '2025-11-12 16:31:51.353', '2025-11-12 16:31:51.353'),
  ('cmie0rk5bmfpsk7q2bi8wyb07', '11792 Fir Lane SE', 'T5K 2B9', '53.4491743', '-113.4132202', '6025824217896820737', NULL, 'SINGLE_FAMILY', '{}', NULL, 'cmkbqflii3jgak7q2ii0tnpr8', NULL, '2025-11-25 03:31:44.447', '2025-12-05 21:45:04.763'),
  ('cmg6bg7yiqr3ak7q2o3zvgu73', '11570 Cedar Cres SW', 'T5K 2B5', '53.5388777', '-113.5236189', '6025819162271993857', NULL, 'SINGLE_FAMILY', '{}', NULL, 'cmhwg9d7f1z6kk7q232p4d9m8', NULL, '2025-09-30 08:49:17.130', '2025-09-30 08:49:17.130'),
  ('cmm1qi7hb0k6ak7q2h4wfndnn', '266 Dogwood Rd NE', 'T5K 7B4', '53.4005596', '-113.5878434', '6025823135786741761', NULL, 'COMMERCIAL', '{"dog"}', 'Code at the door: 1#2*', 'cmkb3nbcqfdh7k7q2euuofqgw', NULL, '2026-02-25 07:50:07.199', '2026-03-22 08:31:03.680'),
  ('cmm335x6q0alok7q20mar41zg', '5223 Cedar Cres SW', 'T5K 5B4', '53.4067840', '-113.5051971', '6025821198166773761', '49', 'SINGLE_FAMILY', '{"sign site"}', NULL, 'cmkb0xru1l4jbk7q2hbmo58cw', NULL, '2026-02-26 06:32:15.170', '2026-03-22 07:14:40.255'),
  ('cmkxj6vww2b85k7q2yidin9up', '4050 Dogwood Rd NE', 'T5K 4B0', '53.5097398', '-113.5174444', '6025833389479948289', '88', 'COMMERCIAL', '{"a,b","says \"no flyers\"","back\\slash"}', NULL, NULL, NULL, '2026-01-28 04:34:34.640', '2026-02-09 01:17:06.582'),
  ('cmf4eajai2bpwk7q2f5gu472u', '3794 Fir Lane SE', 'T5K 7B2', '53.6649000', '-113.3087988', '6025826026569007105', NULL, 'SINGLE_FAMILY', '{"a,b","says \"no flyers\""}', NULL, 'cmi6s0c74bjxjk7q2vfgcm17c', NULL, '2025-09-03 19:53:36.042', '2025-09-21 16:01:01.640'),
  ('cmjb0npnmf412k7q2n4ac40xh', '7978 Fir Lane SE', 'T5K 7B8', '53.4758719', '-113.4428307', '6025820520919003137', '52', 'SINGLE_FAMILY', '{}', NULL, NULL, NULL, '2025-12-18 05:45:08.770', '2026-01-01 12:07:46.778'),
  ('cmisnoaubq3ehk7q2vw5wsyuu', '4015 Birch St NW', 'T5K 0B1', '53.6105764', '-113.3486241', '6025830083513778177', NULL, 'SINGLE_FAMILY', '{"sign site","bilingual","says \"no flyers\"","back\\slash"}', 'Code at the door: 1#2*', 'cmlsp8ebj5pbck7q2xyneks90', NULL, '2025-12-05 09:21:50.051', '2025-12-26 17:48:42.942'),
  ('cmjurxgi2a6blk7q2puvqqofo', '12813 Fir Lane SE', 'T5K 9B3', '53.6465233', '-113.3676243', '6025829450206580737', '94', 'MULTI_UNIT', '{}', NULL, 'cmlsp8ebj5pbck7q2xyneks90', NULL, '2026-01-01 01:36:10.442', '2026-01-01 01:36:10.442'),
  ('cmfnbr4vmurk1k7q2lo7uc9cf', '4136 Cedar Cres SW', 'T5K 3B3', '53.6895816', '-113.3750118', '6025819291619938305', NULL, 'COMMERCIAL', '{}', NULL, NULL, NULL, '2025-09-17 01:50:09.010', '2025-09-17 01:50:09.010'),
  ('cmkz7t01fplo4k7q289e65e65', '3709 Cedar Cres SW', 'T5K 4B9', '53.5689994', '-113.3420259', '6025820097208594433', NULL, 'SINGLE_FAMILY', '{"sign site","back\\slash","NULL"}', NULL, 'cmh1pw0ego05uk7q20f99kyco', NULL, '2026-01-29 08:51:23.379', '2026-02-07 21:13:19.219'),
  ('cmfdsydmpk7aik7q2kllrk6fq', '3434 Fir Lane SE', 'T5K 7B2', '53.6609000', '-113.3639693', '6025822900236926977', '78', 'MIXED_USE', '{"back\\slash"}', 'Code at the door: 1#2*', NULL, NULL, '2025-09-10 09:53:58.657', '2025-09-19 19:24:37.696'),
  ('cmjs5gb8h707uk7q2rx2o4cj1', '8869 Elm Ct NW', 'T5K 1B6', '53.5967128', '-113.6585379', '6025825332132417537', NULL, 'MULTI_UNIT', '{"sign site","a,b"}', NULL, 'cmlr1nez8wv4gk7q2xue2el0d', NULL, '2025-12-30 05:31:26.561', '2025-12-30 05:31:26.561'),
  ('cmk25uxxpe62bk7q2obqkkt2s', '6401 Fir Lane SE', 'T5K 4B2', '53.4955611', '-113.6405471', '6025823635424690177', '47', 'SINGLE_FAMILY', '{}', NULL, 'cmhj15ejizis0k7q2nnpvkoee', NULL, '2026-01-06 05:40:30.925', '2026-01-06 05:40:30.925'),
  ('cmjnorz3qunewk7q21kapoyzj', '9360 Cedar Cres SW', 'T5K 0B7', '53.5195559', '-113.3041705', '6025818348707880961', '78', 'COMMERCIAL', '{"dog"}', NULL, 'cmhx95k7kn64pk7q20fpstlmr', NULL, '2025-12-27 02:33:32.534', '2026-01-12 23:54:11.946'),
  ('cml86mcxs7b4fk7q2sm8jiax1', '2152 Cedar Cres SW', 'T5K 8B2', '53.4692420', '-113.3524687', '6025831539751841793', '41', 'MULTI_UNIT', '{}', NULL, 'cmm4zx85izq1dk7q23nxxp931', NULL, '2026-02-04 15:28:09.472', '2026-03-06 10:15:57.523'),
  ('cmlwxuz6ytiqbk7q2szag3oay', '12261 Birch St NW', 'T5K 2B2', '53.6545216', '-113.6433683', '6025819010508931073', '97', 'SINGLE_FAMILY', '{"sign site","bilingual","back\\slash"}', NULL, 'cmkmaf7ukqpdxk7q2qsysjq3v', NULL, '2026-02-21 23:17:09.418', '2026-02-26 07:27:03.906'),
  ('cml2hbqonwri7k7q207kttzbe', '11105 Fir Lane SE', 'T5K 8B7', '53.4462000', '-113.6087719', '6025822470780399617', '73', 'MIXED_USE', '{"back\\slash"}', 'Code at the door: 1#2*', 'cmhyt79dqsvfak7q2bsqrh42u', NULL, '2026-01-31 15:41:12.791', '2026-01-31 15:41:12.791'),
  ('cmflfryfczfcek7q2ma1nzezx', '12684 Alder Ave NW', 'T5K 0B0', '53.4875256', '-113.6379924', '6025823702883782657', '93', 'MIXED_USE', '{"a,b"}', NULL, 'cmffcv7a9k237k7q20kpv95n6', NULL, '2025-09-15 18:07:13.416', '2025-09-26 23:01:39.915');

INSERT INTO "addresses" ("id", "locationId", "unitNumber", "firstName", "lastName", "email", "supportLevel", "signRequested", "notes", "createdAt", "updatedAt") VALUES
  ('cmjveru0msax1k7q2wwm38yhl', 'cml2hbqonwri7k7q207kttzbe', '100', 'Aaliyah', 'Fortier', NULL, 'LEVEL_2', 'f', NULL, '2026-01-01 12:15:39.190', '2026-01-19 01:43:38.187'),
  ('cmf2qsxot2wd5k7q2jtwl3dvi', 'cmflfryfczfcek7q2ma1nzezx', '101', 'Bram', NULL, NULL, 'LEVEL_2', 't', 'Takes a lawn sign.', '2025-09-02 16:08:17.549', '2025-09-15 00:10:59.862'),
  ('cmfdtcqla3vx5k7q2xl5cp7vu', 'cml2hbqonwri7k7q207kttzbe', '102', 'Oksana', 'Kowalchuk', 'Resident.2@Example.com', 'LEVEL_2', 'f', 'Moved in last month.', '2025-09-10 10:05:08.638', '2025-09-19 17:15:58.150'),
  ('cmhrwwhgsm4rgk7q2ssbo901n', 'cmmjvomota5k4k7q2vvo5g0is', '103', 'Esi', NULL, NULL, 'LEVEL_1', 't', NULL, '2025-11-09 16:12:39.916', '2025-11-09 16:12:39.916'),
  ('cmiemu9kcdyvgk7q24w2gfej7', 'cmmjvomota5k4k7q2vvo5g0is', '104', NULL, 'Fortier', 'Resident.4@Example.com', 'LEVEL_1', 'f', 'Moved in last month.', '2025-11-25 13:49:42.252', '2025-11-25 13:49:42.252'),
  ('cmk18c88a7anpk7q2otakd6wo', 'cmiu89fprbhzxk7q2nqhqd0tj', NULL, 'Tavish', 'Kowalchuk', NULL, 'LEVEL_4', 'f', 'Wants a call about the bus cuts.', '2026-01-05 14:02:10.474', '2026-01-05 14:02:10.474'),
  ('cmiubb1tgphdyk7q2yo4yhb1h', 'cmk2ewe5ia7fok7q2bri5mxes', NULL, 'Raven', 'Bellegarde', 'Resident.6@Example.com', 'LEVEL_3', 'f', NULL, '2025-12-06 13:11:08.788', '2025-12-06 13:11:08.788'),
  ('cmgosf9dc7rnhk7q21p59n1xv', 'cmgq8dcl8m4dbk7q2y983fwxc', NULL, NULL, 'Engström', NULL, 'LEVEL_2', 'f', NULL, '2025-10-13 07:04:16.944', '2025-10-13 07:04:16.944'),
  ('cmgntrdaxe8o6k7q2k832mtk1', 'cmjbcppaevxqck7q2m9l3244y', NULL, NULL, 'Jorgensen', 'Resident.8@Example.com', 'LEVEL_1', 't', 'Takes a lawn sign.', '2025-10-12 14:53:55.353', '2025-10-29 04:44:25.722'),
  ('cmloz0sitfre9k7q2xh0jlbjl', 'cmji59pf43d7sk7q2alsrfra7', NULL, NULL, 'Nwosu', 'Resident.9@Example.com', NULL, 'f', NULL, '2026-02-16 09:27:30.917', '2026-02-16 09:27:30.917'),
  ('cmhj7evv0lm9ak7q22w0x47so', 'cmhn790tbamekk7q2ckhwfrsg', NULL, 'Aaliyah', NULL, 'Resident.10@Example.com', NULL, 'f', NULL, '2025-11-03 13:56:58.956', '2025-11-03 13:56:58.956'),
  ('cmgn6lsh4nkmbk7q26vid9cn5', 'cmfvx1i2gpbx3k7q2z5302yz1', NULL, 'Hamza', 'Houle', NULL, 'LEVEL_2', 'f', 'Asked to come back after supper.', '2025-10-12 04:05:43.912', '2025-10-12 04:05:43.912'),
  ('cmhcl3vi916zpk7q283numvjz', 'cmir8old3jek5k7q28cknidb5', NULL, 'Tavish', 'Fortier', 'Resident.12@Example.com', 'LEVEL_3', 'f', NULL, '2025-10-29 22:45:56.673', '2025-10-29 22:45:56.673'),
  ('cmk9wl1ns0bz2k7q217yhu5rb', 'cmgf0e8f8t7z3k7q2lj2h0e35', NULL, NULL, 'Paquette', NULL, 'LEVEL_2', 'f', NULL, '2026-01-11 15:43:02.056', '2026-01-11 15:43:02.056'),
  ('cmhf0asmb5kvvk7q20v320aqd', 'cmgzsu0aty0d2k7q2cuzz0a3r', NULL, 'Inès', NULL, NULL, NULL, 'f', 'Asked to come back after supper.', '2025-10-31 15:26:46.115', '2025-10-31 15:26:46.115'),
  ('cmm97vjgid00ok7q2yj0kmyrs', 'cmium6hyktb6ik7q2zs7nyfuw', NULL, 'Jonas', NULL, NULL, NULL, 'f', 'Takes a lawn sign.', '2026-03-02 13:30:45.954', '2026-03-02 13:30:45.954'),
  ('cmmambbg4xk40k7q2a8l0af4i', 'cmlykwg3947y4k7q2whfivyqd', NULL, NULL, 'Achterberg', NULL, 'LEVEL_4', 'f', 'Works nights, knock late.', '2026-03-03 13:02:42.868', '2026-03-03 13:02:42.868'),
  ('cmio36blxlus9k7q2xy3apqhc', 'cmgp0fw8wimf5k7q21ebsfcem', NULL, 'Kiri', NULL, 'Resident.17@Example.com', 'LEVEL_1', 'f', NULL, '2025-12-02 04:36:54.213', '2025-12-02 04:36:54.213'),
  ('cmibt5s3eyykvk7q2rz70c6of', 'cmmnzgu93norpk7q2fjzcyg5y', NULL, 'Noor', 'Ikeda', NULL, 'LEVEL_3', 'f', NULL, '2025-11-23 14:23:18.650', '2025-11-23 14:23:18.650'),
  ('cmkzy3dvz74ynk7q2yk2m9azd', 'cmj4ihytebfq9k7q2eoykzi1p', NULL, 'Raven', NULL, NULL, NULL, 't', NULL, '2026-01-29 21:07:17.903', '2026-02-10 06:46:40.121'),
  ('cmkgcqlz7jyqck7q21flrw5bu', 'cmlx8trziy1uwk7q219f0pcp5', NULL, 'Lucía', 'Ikeda', 'Resident.20@Example.com', 'LEVEL_2', 't', NULL, '2026-01-16 04:01:52.579', '2026-01-20 03:16:42.742'),
  ('cmidg3fq9f4idk7q2fg4ln5fd', 'cmgux29lloveok7q2hp5641kl', NULL, 'Oksana', 'Paquette', NULL, 'LEVEL_1', 'f', NULL, '2025-11-24 17:53:06.657', '2025-11-25 20:02:34.754'),
  ('cmgxnrbdyzfssk7q21cfj1tvd', 'cmgekagailyj9k7q2pswyt0io', NULL, 'Tavish', NULL, NULL, NULL, 'f', 'Works nights, knock late.', '2025-10-19 12:03:36.934', '2025-11-16 17:55:32.567'),
  ('cmftjr8q262s2k7q2yur0oaa1', 'cmmk5vypww6thk7q2d5fwqpru', NULL, 'Lucía', NULL, 'Resident.23@Example.com', NULL, 'f', NULL, '2025-09-21 10:20:47.978', '2025-10-10 20:43:24.495'),
  ('cmfgi159uc3qyk7q2i9qidsxz', 'cmgurlmoy72gak7q2dvpltmf3', NULL, 'Gwen', 'Olsen', 'Resident.24@Example.com', 'LEVEL_4', 'f', NULL, '2025-09-12 07:11:30.546', '2025-09-17 19:27:28.905'),
  ('cmhlv2rgbj4v6k7q2xgfktk4w', 'cmma7w66k2mnjk7q2j0evh2ei', NULL, 'Aaliyah', 'Paquette', NULL, NULL, 'f', NULL, '2025-11-05 10:34:56.507', '2025-11-05 10:34:56.507'),
  ('cmkzkiae90iw1k7q2c73wufk3', 'cmmbnz6zv7401k7q2fjg9e09r', NULL, 'Esi', 'Paquette', NULL, 'LEVEL_4', 'f', 'Asked to come back after supper.', '2026-01-29 14:46:58.593', '2026-01-29 14:46:58.593'),
  ('cmlf3pzk5vhuuk7q2iwbym1jx', 'cmm8b9zjwp3c3k7q23af7t968', NULL, 'Tavish', 'Cardinal', NULL, NULL, 't', NULL, '2026-02-09 11:41:23.141', '2026-03-06 01:53:28.893'),
  ('cmls7n97gawaqk7q218w0ijn5', 'cmgavx23bouw2k7q2nqjfg2dc', NULL, 'Tavish', 'Houle', NULL, 'LEVEL_1', 'f', 'Works nights, knock late.', '2026-02-18 15:52:14.428', '2026-02-27 13:25:53.251'),
  ('cmicpww4cfme0k7q2qo4u67y4', 'cmgceg39sn1pnk7q2rrplv0o1', NULL, 'Inès', 'Engström', 'Resident.29@Example.com', 'LEVEL_1', 'f', NULL, '2025-11-24 05:40:11.292', '2025-11-24 05:40:11.292'),
  ('cmlvo4ydgtyeak7q2qi6ibrix', 'cmkwbr04xwgquk7q25clzfhst', NULL, 'Dion', 'Houle', NULL, 'LEVEL_2', 'f', NULL, '2026-02-21 01:57:12.580', '2026-02-21 01:57:12.580'),
  ('cmjycct2atxtfk7q28wfc7w12', 'cmkzoqax61tpvk7q2umnwp33p', NULL, 'Aaliyah', 'Bellegarde', 'Resident.31@Example.com', 'LEVEL_2', 'f', NULL, '2026-01-03 13:31:17.410', '2026-01-23 06:48:32.266'),
  ('cmhjfcrb8ygjmk7q2fw2x7gi1', 'cmjhransijy6ak7q2xzuzm6uz', NULL, 'Farouk', 'Olsen', NULL, 'LEVEL_1', 'f', NULL, '2025-11-03 17:39:16.676', '2025-11-04 04:03:19.419'),
  ('cmgjnenvtzmsrk7q27zu0pa0e', 'cmgtdabukq87mk7q25c0jy4ny', NULL, NULL, NULL, 'Resident.33@Example.com', 'LEVEL_4', 'f', NULL, '2025-10-09 16:45:00.137', '2025-10-09 16:45:00.137'),
  ('cmjvftkj42w1pk7q2ytgg5tm0', 'cmiprgw0l07pnk7q2vnzjgjdc', NULL, NULL, 'Achterberg', NULL, 'LEVEL_1', 'f', NULL, '2026-01-01 12:44:59.824', '2026-01-30 18:11:45.871'),
  ('cmh6me9nj8vrvk7q2kfc8z0qm', 'cmiy2mk20mni5k7q294jhx5p5', NULL, 'Dion', 'Houle', 'Resident.35@Example.com', 'LEVEL_4', 'f', NULL, '2025-10-25 18:35:24.127', '2025-10-25 18:35:24.127'),
  ('cmiutzyl3bdc2k7q2sz0f3576', 'cmhjkmji7eruak7q2e0bek30b', NULL, 'Dion', 'Drăgan', 'Resident.36@Example.com', NULL, 't', 'Takes a lawn sign.', '2025-12-06 21:54:24.087', '2025-12-23 06:16:56.266'),
  ('cmh6bpjqrhitek7q2o6mddtb8', 'cmm0e8d1z05bhk7q2noaqumck', NULL, 'Jonas', 'Engström', NULL, 'LEVEL_4', 'f', NULL, '2025-10-25 13:36:14.643', '2025-11-07 20:38:42.073'),
  ('cmh06imwvobtyk7q2yy72dzsk', 'cmlvuabdp8ff8k7q2kq502xi5', NULL, 'Céline', 'Paquette', NULL, 'LEVEL_2', 'f', 'Wants a call about the bus cuts.', '2025-10-21 06:24:17.023', '2025-10-21 06:24:17.023'),
  ('cmipa03iru08gk7q2l322i6ut', 'cmj9dotf87goek7q2qyp4hy4p', NULL, 'Gwen', NULL, 'Resident.39@Example.com', NULL, 'f', 'Wants a call about the bus cuts.', '2025-12-03 00:35:47.283', '2025-12-03 00:35:47.283'),
  ('cmk2jzpg36fwwk7q2ytyqp1fy', 'cmlxyccdi54cck7q25bwqmzuf', NULL, 'Inès', 'Nwosu', NULL, 'LEVEL_3', 'f', NULL, '2026-01-06 12:16:07.827', '2026-01-06 12:16:07.827'),
  ('cmg02jyq3ny32k7q2ehzpe7rp', 'cmkdw3lvve3yuk7q2wv5ew3t7', NULL, 'Esi', 'Houle', 'Resident.41@Example.com', NULL, 't', NULL, '2025-09-25 23:53:38.187', '2025-09-25 23:53:38.187'),
  ('cml4qtag33p9ck7q20svbl35h', 'cmlvr8wmmhhz1k7q2mo2lc6g0', NULL, 'Noor', 'Houle', 'Resident.42@Example.com', 'LEVEL_2', 'f', NULL, '2026-02-02 05:42:20.451', '2026-02-02 05:42:20.451'),
  ('cmie9gha9ess9k7q21pk8s443', 'cmkqfb4x2isxhk7q2nnj3sd7l', NULL, 'Tavish', 'Nwosu', NULL, 'LEVEL_4', 'f', NULL, '2025-11-25 07:35:04.065', '2025-11-25 07:35:04.065'),
  ('cmlux37moyxiqk7q2gx3m27dj', 'cmfgqf4qt0i66k7q23y0029tf', NULL, NULL, 'Ikeda', 'Resident.44@Example.com', 'LEVEL_2', 't', 'Wants a call about the bus cuts.', '2026-02-20 13:20:01.632', '2026-02-20 13:20:01.632'),
  ('cmmbnljtbyywek7q2hdzjik3y', 'cmlo4tqqw7hpbk7q2zsndtyhj', NULL, 'Jonas', NULL, NULL, NULL, 'f', 'Asked to come back after supper.', '2026-03-04 06:26:26.063', '2026-03-04 06:26:26.063'),
  ('cmibodyfo68kxk7q2kogzyxy0', 'cmjxrown4fkvzk7q2sbpshl4e', NULL, 'Jonas', NULL, 'Resident.46@Example.com', 'LEVEL_2', 'f', NULL, '2025-11-23 12:09:42.036', '2025-11-23 12:09:42.036'),
  ('cmfrljdlx5urbk7q2za9smxrw', 'cmlrb4tj333fuk7q2uvoayehu', NULL, NULL, 'Kowalchuk', NULL, 'LEVEL_1', 'f', NULL, '2025-09-20 01:35:07.941', '2025-09-20 01:35:07.941'),
  ('cmk0qm5ks63azk7q2m7zd8s32', 'cmg487zgyle14k7q23sp8v7h5', NULL, 'Hamza', 'Bellegarde', 'Resident.48@Example.com', 'LEVEL_1', 'f', NULL, '2026-01-05 05:46:00.508', '2026-01-27 19:54:06.318'),
  ('cmlyjr9aveazak7q2uxkssh5p', 'cmhqophi307yzk7q2072j3tr2', NULL, 'Mateus', 'Bellegarde', NULL, NULL, 'f', 'Wants a call about the bus cuts.', '2026-02-23 02:17:53.623', '2026-03-13 05:28:57.214'),
  ('cmfzpx32ffkrtk7q2vez5wyor', 'cmhn70y91j5iik7q28hkxirnd', NULL, 'Farouk', 'Drăgan', '', 'LEVEL_1', 'f', NULL, '2025-09-25 17:59:55.335', '2025-10-03 02:48:25.278'),
  ('cmk4yn1dhw2x2k7q261cpgt39', 'cmj6g3smwpc24k7q21wq65c32', NULL, NULL, 'Bellegarde', '', 'LEVEL_4', 'f', 'Wants a call about the bus cuts.', '2026-01-08 04:41:43.349', '2026-01-08 04:41:43.349'),
  ('cmmi2eb5f16ntk7q2q77bw2vw', 'cmkc2zw4ff3yxk7q2yl4e0vee', NULL, 'Lucía', 'Ikeda', '', 'LEVEL_1', 'f', 'Moved in last month.', '2026-03-08 18:07:19.539', '2026-03-08 18:07:19.539'),
  ('cmfccp4m37sodk7q2owu1ehkl', 'cmki0cu0t6gkpk7q25mr3exqu', NULL, NULL, 'Achterberg', '', 'LEVEL_4', 'f', NULL, '2025-09-09 09:31:07.035', '2025-09-09 09:31:07.035'),
  ('cmm6j66agrjawk7q2qram29xa', 'cmfhm7y2xvv5sk7q27ddgc7zx', NULL, 'Gwen', NULL, '', 'LEVEL_4', 't', NULL, '2026-02-28 16:23:39.352', '2026-03-03 03:23:14.502'),
  ('cmggt8lixijmkk7q2zcnn9ny6', 'cmmj7phovz0crk7q2r4vm2oho', NULL, 'Céline', 'Paquette', '', 'LEVEL_4', 'f', NULL, '2025-10-07 17:04:56.313', '2025-10-12 19:13:44.732'),
  ('cmi0uwkjzsjr0k7q2ilmxv5tl', 'cmit0t7cvhcjok7q2g549jxtd', NULL, NULL, 'Bellegarde', '', 'LEVEL_1', 'f', NULL, '2025-11-15 22:26:40.271', '2025-12-13 01:54:25.787'),
  ('cmhr5hdeqwaphk7q2wnzj6qg8', 'cmhwckw1rgv0ik7q2tpkbuppu', NULL, 'Dion', 'Nwosu', '', 'LEVEL_1', 'f', NULL, '2025-11-09 03:25:05.186', '2025-11-09 03:25:05.186'),
  ('cmm48lrn5zshuk7q2kaajpt8p', 'cmj9wgsivmdg3k7q2fvz4d0t5', NULL, 'Sunniva', NULL, '', 'LEVEL_4', 't', NULL, '2026-02-27 01:52:18.737', '2026-03-28 15:03:52.065'),
  ('cmk6tca8lhtj7k7q2j30vo9lt', 'cmh1mhh2z5lwkk7q28tin4a8y', NULL, NULL, 'Engström', '', 'LEVEL_4', 'f', NULL, '2026-01-09 11:48:55.893', '2026-02-01 22:49:42.261'),
  ('cmf94q155olfmk7q2yfe3pe99', 'cmhkmzo9j41qpk7q22z6wcsxr', NULL, 'Oksana', 'Achterberg', '', NULL, 'f', NULL, '2025-09-07 03:24:33.737', '2025-09-24 05:38:12.077'),
  ('cmiuszjbpwc9kk7q2i7a3l4nd', 'cmiih0w4y2vtik7q2enk8o1u2', NULL, 'Gwen', 'Cardinal', '', 'LEVEL_3', 'f', NULL, '2025-12-06 21:26:04.693', '2025-12-06 21:26:04.693'),
  ('cmg59w9mp71nnk7q2t5qrm0w5', 'cmh0gwcoymfs5k7q23i2h38ce', NULL, 'Hamza', NULL, NULL, NULL, 't', 'Wants a call about the bus cuts.', '2025-09-29 15:18:00.385', '2025-09-29 15:18:00.385'),
  ('cmggkd9p7fb1ok7q2pzd1hnaj', 'cmf3x0ihnmc8zk7q2svhiuulo', NULL, 'Jonas', 'Achterberg', 'Resident.63@Example.com', 'LEVEL_1', 'f', NULL, '2025-10-07 12:56:37.723', '2025-10-07 12:56:37.723'),
  ('cmjnxacumx1u6k7q2892l2jap', 'cmh08m1vywrv5k7q2njscnlqa', NULL, NULL, 'Jorgensen', NULL, 'LEVEL_4', 'f', 'Takes a lawn sign.', '2025-12-27 06:31:47.086', '2026-01-02 13:47:11.229'),
  ('cmh7vh5figtksk7q2fd2pa3nn', 'cmg60pvh9zy7ak7q2gwmrevf6', NULL, 'Lucía', 'L''Hirondelle', 'Resident.65@Example.com', 'LEVEL_1', 'f', NULL, '2025-10-26 15:37:21.342', '2025-10-28 01:14:51.726'),
  ('cmfddlkwhzyi9k7q2c5pujzyh', 'cmghoe1q3kv4dk7q2dzaykl3i', NULL, 'Tavish', 'Engström', NULL, 'LEVEL_4', 'f', 'Wants a call about the bus cuts.', '2025-09-10 02:44:07.313', '2025-09-10 02:44:07.313'),
  ('cmgc1hi2vfsjjk7q2zjn6kfxj', 'cmlrb5exhbs5ck7q28njfuooo', NULL, NULL, 'Achterberg', NULL, 'LEVEL_3', 'f', NULL, '2025-10-04 08:56:57.799', '2025-10-04 08:56:57.799'),
  ('cml29w9xqfe2kk7q2edr0fiy0', 'cmhew1tck3nnpk7q2cvwhm6v0', NULL, NULL, 'Bellegarde', NULL, 'LEVEL_2', 'f', 'Asked to come back after supper.', '2026-01-31 12:13:13.934', '2026-01-31 12:13:13.934'),
  ('cmf6iw6yp4y57k7q2h1g4ugwe', 'cmkczrq1jfywgk7q2628uy53z', NULL, 'Céline', NULL, NULL, NULL, 't', NULL, '2025-09-05 07:37:57.313', '2025-09-16 20:16:44.029'),
  ('cmjnrx17qgjtdk7q2gtw5dg28', 'cmhmgpt8xaauak7q22apcmen6', NULL, 'Jonas', 'Kowalchuk', NULL, 'LEVEL_2', 'f', '\N', '2025-12-27 04:01:27.398', '2026-01-13 15:28:50.036'),
  ('cmlfita1cjl1lk7q27m1us80n', 'cmk9hjbqyatc2k7q2m37ynne7', NULL, 'Inès', 'Makokis', 'Resident.71@Example.com', NULL, 'f', '\.', '2026-02-09 18:43:50.928', '2026-02-12 08:49:46.064'),
  ('cmhmzfpqxeuc7k7q2vkrvulyq', 'cmgrce6spxfxuk7q27qiidc9r', NULL, 'Lucía', 'Ikeda', 'Resident.72@Example.com', 'LEVEL_2', 'f', 'first line
second line
', '2025-11-06 05:24:45.465', '2025-11-18 13:45:33.348'),
  ('cmhy8jqlrmqrjk7q2df9aw44t', 'cmgn3eolj08tgk7q289lmqfuu', NULL, 'Hamza', 'Houle', NULL, NULL, 'f', 'C:\walk\new\x41.pdf', '2025-11-14 02:25:17.679', '2025-11-29 09:46:15.755'),
  ('cmfx0j6q9yvmqk7q2n3xpo86x', 'cmjn88g2ign9hk7q25s7273gx', NULL, 'Dion', 'Fortier', NULL, 'LEVEL_2', 't', 'She said "maybe", then ''no''.', '2025-09-23 20:33:44.145', '2025-10-21 10:09:31.234'),
  ('cmhrbm747xs54k7q2owvcz13v', 'cmhg7mr17mz95k7q2v8fts9kj', NULL, 'Bram', 'Engström', 'Resident.75@Example.com', 'LEVEL_4', 'f', 'tab	here', '2025-11-09 06:16:48.007', '2025-11-25 03:28:59.601'),
  ('cmitzd8883agkk7q2nccrruku', 'cmmgdd1mloptck7q2wr7nwz0q', NULL, 'Pavel', NULL, NULL, 'LEVEL_3', 'f', 'Windows
line ends', '2025-12-06 07:36:55.016', '2025-12-23 16:14:32.486'),
  ('cmhepp7auz15kk7q25icbzuc3', 'cmfzr4zgmxx4kk7q20ofkn9n5', NULL, 'Noor', 'Jorgensen', NULL, 'LEVEL_3', 'f', '👍🏽 strong supporter — ᓀᐦᐃᔭᐍᐏᐣ', '2025-10-31 10:30:02.550', '2025-11-12 15:04:40.935'),
  ('cmlnolza4r5fzk7q2piyevg0c', 'cmg5tjq59h7g9k7q22f3q3ht3', NULL, 'Jonas', 'Cardinal', NULL, 'LEVEL_4', 'f', '''); DROP TABLE addresses;--', '2026-02-15 11:48:17.500', '2026-02-15 11:48:17.500'),
  ('cmlfw3xe1b43ak7q2m0a0iaqj', 'cmin8c7jrbisok7q2hgt9o13k', NULL, 'Raven', 'Makokis', NULL, 'LEVEL_1', 'f', '  blanks around  ', '2026-02-10 00:56:02.761', '2026-02-10 00:56:02.761'),
  ('cmggc4eh3swmek7q2tcty84nj', 'cmjl6jig4jxqtk7q2prldaq16', NULL, 'Bram', 'Jorgensen', NULL, 'LEVEL_1', 'f', NULL, '2025-10-07 09:05:47.079', '2025-11-04 19:53:18.857'),
  ('cmhoj7ygyk2cvk7q29nbvazqs', 'cmicn0juzwt8xk7q2ho713d5g', NULL, 'Sunniva', 'Kowalchuk', 'Resident.81@Example.com', 'LEVEL_2', 't', NULL, '2025-11-07 07:26:22.018', '2025-11-18 04:30:49.844'),
  ('cmk6y3trhh9axk7q2kvo0fg0b', 'cmlnxtxyvs5c5k7q2be03nzs9', NULL, 'Aaliyah', 'Ikeda', NULL, 'LEVEL_2', 't', NULL, '2026-01-09 14:02:19.373', '2026-01-11 08:50:57.153'),
  ('cmgygqtn473xck7q21uvuejop', 'cmlrejlwd66dfk7q2lr901e59', NULL, 'Inès', 'Houle', NULL, 'LEVEL_4', 'f', 'Takes a lawn sign.', '2025-10-20 01:35:02.800', '2025-10-20 01:35:02.800'),
  ('cmfz08rnc3m2rk7q2qpswyedk', 'cmfxvwirhrz3ak7q2rklvikeh', NULL, 'Hamza', 'Paquette', NULL, NULL, 'f', NULL, '2025-09-25 06:01:10.392', '2025-09-29 08:15:24.194'),
  ('cmjdch3vt0wkok7q23gbd68uj', 'cmi9r02s3twwqk7q2quxgq5si', NULL, 'Dion', 'Makokis', NULL, 'LEVEL_1', 'f', 'Moved in last month.', '2025-12-19 20:51:28.361', '2025-12-19 20:51:28.361'),
  ('cmjjkz46usomck7q2xmbmh33e', 'cmis575abfdblk7q29t7xtx5s', NULL, 'Raven', 'Jorgensen', 'Resident.86@Example.com', 'LEVEL_2', 'f', NULL, '2025-12-24 05:36:02.550', '2025-12-24 05:36:02.550'),
  ('cmmglx7ln6qebk7q2c16sx08n', 'cmlyonkfuanxtk7q2ty2ifb19', NULL, NULL, NULL, 'Resident.87@Example.com', 'LEVEL_2', 'f', 'Moved in last month.', '2026-03-07 17:38:21.755', '2026-03-18 11:42:56.935'),
  ('cmhlrf6wzw7ghk7q2tliqiczw', 'cmfj030jjiquck7q2izsmrrv9', NULL, 'Jonas', 'Makokis', NULL, 'LEVEL_1', 'f', 'Moved in last month.', '2025-11-05 08:52:37.955', '2025-11-14 03:35:04.750'),
  ('cmiqv1wsimcr2k7q2lv4crm5z', 'cmlbcal5prtuok7q29rn2k0kc', NULL, 'Esi', 'Jorgensen', NULL, NULL, 't', NULL, '2025-12-04 03:12:49.986', '2025-12-23 14:35:14.225'),
  ('cmg3ehicbsdtpk7q2f9es3y66', 'cmihu8h1e5za7k7q2xb69cisx', NULL, 'Noor', 'Makokis', NULL, NULL, 'f', NULL, '2025-09-28 07:50:57.563', '2025-09-28 07:50:57.563'),
  ('cmf7mz8st54tmk7q250089uld', 'cmfqywifftht5k7q269z7xrjz', NULL, 'Lucía', 'L''Hirondelle', NULL, NULL, 'f', NULL, '2025-09-06 02:20:04.301', '2025-09-24 23:27:32.413'),
  ('cmm9hmd4844zdk7q26twcdz0s', 'cmkhcpqc204vzk7q2hhgo9tbh', NULL, 'Mateus', 'Nwosu', NULL, 'LEVEL_1', 't', 'Asked to come back after supper.', '2026-03-02 18:03:33.992', '2026-03-02 18:03:33.992'),
  ('cmlmjfvlehgibk7q2x504u7pl', 'cmm0c1p9i2slsk7q2u2e7xc2d', NULL, 'Lucía', 'Fortier', NULL, NULL, 'f', NULL, '2026-02-14 16:35:48.530', '2026-02-14 16:35:48.530'),
  ('cmlyy2m7rom97k7q29dhrxu4b', 'cmlskx6d5eky3k7q2p80uajoj', NULL, 'Tavish', 'Gill', NULL, 'LEVEL_4', 't', 'Moved in last month.', '2026-02-23 08:58:38.199', '2026-02-23 08:58:38.199'),
  ('cmh9r715tyhzyk7q2vvhniivx', 'cml1irx1svq2uk7q25idai33s', NULL, 'Esi', 'Fortier', 'Resident.95@Example.com', NULL, 'f', NULL, '2025-10-27 23:13:03.137', '2025-11-05 15:00:52.315'),
  ('cmfz3m5uui948k7q2shc4r5mj', 'cmhw025mjbjtkk7q2zg4gxfij', NULL, 'Lucía', 'Gill', 'Resident.96@Example.com', 'LEVEL_3', 'f', NULL, '2025-09-25 07:35:34.182', '2025-09-28 03:02:20.091'),
  ('cmhyx9i7jqsmuk7q2rxi9nwmy', 'cmlzdwhftsj0zk7q2n7y8cppe', NULL, 'Farouk', 'Paquette', 'Resident.97@Example.com', NULL, 'f', NULL, '2025-11-14 13:57:10.639', '2025-11-14 13:57:10.639'),
  ('cmlol3tk2yivkk7q202tkzbkz', 'cmlb7jds3fgn7k7q2rkl6shn9', NULL, 'Lucía', NULL, 'Resident.98@Example.com', 'LEVEL_1', 'f', NULL, '2026-02-16 02:57:57.602', '2026-03-13 16:20:05.425'),
  ('cmfrbcjcx3r6ak7q2izo15nte', 'cmlldrylc3tm3k7q2vs6xk2m0', NULL, 'Lucía', 'Drăgan', NULL, NULL, 'f', NULL, '2025-09-19 20:49:52.641', '2025-09-19 20:49:52.641'),
  ('cmjrzi1v212hlk7q28t1rjclw', 'cmibmlsqll3qak7q2h3i8bfs6', NULL, NULL, 'Gill', NULL, NULL, 'f', NULL, '2025-12-30 02:44:50.030', '2025-12-30 02:44:50.030'),
  ('cmijc6krqb1nik7q2stqkcw8w', 'cmk7p43nclek8k7q2exatl9x8', NULL, 'Inès', 'Achterberg', 'Resident.101@Example.com', NULL, 'f', 'Asked to come back after supper.', '2025-11-28 20:50:11.750', '2025-11-28 20:50:11.750'),
  ('cmhyh1w1oxnqek7q203913c5k', 'cmkirngntzp11k7q2xjo6b4qx', NULL, 'Pavel', 'Houle', NULL, 'LEVEL_1', 'f', NULL, '2025-11-14 06:23:21.468', '2025-11-14 06:23:21.468'),
  ('cmh0u2h23246tk7q2se785mxx', 'cmjfr91j0xjnxk7q2gbiuasul', NULL, 'Céline', 'Fortier', NULL, NULL, 't', 'Moved in last month.', '2025-10-21 17:23:33.723', '2025-10-21 17:23:33.723'),
  ('cmjf7h896x31ck7q299ksn4tn', 'cmff5ff3q6xaqk7q2254fakzn', NULL, 'Gwen', 'Cardinal', NULL, NULL, 'f', NULL, '2025-12-21 04:07:08.298', '2026-01-18 09:23:02.150'),
  ('cmmlzbllfl1fwk7q2lxhcnpgb', 'cmj2bhvyh1y4ek7q2bejn4jgu', NULL, NULL, 'Engström', 'Resident.105@Example.com', 'LEVEL_3', 't', 'Wants a call about the bus cuts.', '2026-03-11 11:52:18.963', '2026-03-11 11:52:18.963'),
  ('cmmdbi6g6dgchk7q2lsg0jmat', 'cmhw7wpx5rizrk7q28idg6azh', NULL, 'Hamza', 'Engström', NULL, 'LEVEL_4', 'f', NULL, '2026-03-05 10:23:25.734', '2026-03-09 18:24:48.296'),
  ('cmi12ex125u38k7q2mfn92o1q', 'cmie0rk5bmfpsk7q2bi8wyb07', NULL, NULL, 'Fortier', NULL, NULL, 'f', NULL, '2025-11-16 01:56:53.558', '2025-11-16 01:56:53.558'),
  ('cmiy4u3ow3yjsk7q2g4ez8xot', 'cmg6bg7yiqr3ak7q2o3zvgu73', NULL, 'Mateus', 'Nwosu', NULL, NULL, 'f', NULL, '2025-12-09 05:21:05.072', '2025-12-30 06:52:13.577'),
  ('cmjz40etyylhjk7q2bmjqug0t', 'cmm1qi7hb0k6ak7q2h4wfndnn', NULL, NULL, 'Kowalchuk', NULL, NULL, 'f', NULL, '2026-01-04 02:25:28.342', '2026-01-15 01:32:11.204'),
  ('cmgp18rs6nv19k7q2ne86qd0n', 'cmm335x6q0alok7q20mar41zg', NULL, 'Raven', 'Makokis', NULL, 'LEVEL_1', 'f', NULL, '2025-10-13 11:11:10.758', '2025-11-08 08:32:31.025'),
  ('cmh7nlffb692kk7q2mfdda5b5', 'cmkxj6vww2b85k7q2yidin9up', NULL, 'Noor', 'Cardinal', NULL, 'LEVEL_1', 'f', NULL, '2025-10-26 11:56:43.991', '2025-11-06 10:20:27.827'),
  ('cmis2pfxrbm0zk7q2zp4n65wk', 'cmf4eajai2bpwk7q2f5gu472u', NULL, 'Kiri', NULL, NULL, 'LEVEL_4', 't', NULL, '2025-12-04 23:34:51.375', '2025-12-12 16:19:17.648'),
  ('cml8r8e30hky8k7q20bpcsmmz', 'cmjb0npnmf412k7q2n4ac40xh', NULL, 'Jonas', 'Drăgan', NULL, NULL, 'f', 'Takes a lawn sign.', '2026-02-05 01:05:09.708', '2026-02-05 01:05:09.708'),
  ('cmf8l2e6ehhw8k7q288jj4t9n', 'cmisnoaubq3ehk7q2vw5wsyuu', NULL, NULL, 'Nwosu', NULL, 'LEVEL_2', 'f', NULL, '2025-09-06 18:14:18.182', '2025-09-06 18:14:18.182'),
  ('cmm2fdrn71fp4k7q25h5esw1n', 'cmjurxgi2a6blk7q2puvqqofo', NULL, NULL, NULL, NULL, NULL, 't', NULL, '2026-02-25 19:26:30.451', '2026-03-02 18:49:34.093'),
  ('cmi8009l2bcwjk7q24gyyi3g5', 'cmfnbr4vmurk1k7q2lo7uc9cf', NULL, 'Lucía', 'Achterberg', NULL, 'LEVEL_2', 'f', NULL, '2025-11-20 22:23:53.990', '2025-12-20 04:26:01.792'),
  ('cmgketyp5ug16k7q25ncdk1d2', 'cmkz7t01fplo4k7q289e65e65', NULL, 'Kiri', 'Cardinal', NULL, 'LEVEL_2', 'f', NULL, '2025-10-10 05:32:43.625', '2025-10-10 05:32:43.625'),
  ('cmivpasqatq4lk7q2dbpvndji', 'cmfdsydmpk7aik7q2kllrk6fq', NULL, 'Esi', 'Engström', NULL, 'LEVEL_3', 'f', NULL, '2025-12-07 12:30:37.810', '2026-01-05 03:08:17.709'),
  ('cmhrmaoiamjamk7q2ja6clci7', 'cmjs5gb8h707uk7q2rx2o4cj1', NULL, 'Aaliyah', 'Drăgan', 'Resident.119@Example.com', 'LEVEL_1', 'f', NULL, '2025-11-09 11:15:46.450', '2025-11-14 22:19:12.442'),
  ('cmluvqwiryatbk7q2pck6g4hf', 'cmk25uxxpe62bk7q2obqkkt2s', NULL, 'Oksana', 'Cardinal', 'Resident.120@Example.com', 'LEVEL_1', 'f', NULL, '2026-02-20 12:42:27.747', '2026-02-20 12:42:27.747'),
  ('cml3vza1n8ot9k7q2w4bvo7l8', 'cmjnorz3qunewk7q21kapoyzj', NULL, 'Pavel', 'Drăgan', 'Resident.121@Example.com', 'LEVEL_2', 't', NULL, '2026-02-01 15:19:11.771', '2026-02-15 22:37:37.180'),
  ('cmmfms3atztqhk7q2u5ps6gcz', 'cml86mcxs7b4fk7q2sm8jiax1', NULL, 'Tavish', 'Bellegarde', NULL, NULL, 'f', NULL, '2026-03-07 01:14:36.341', '2026-03-07 01:14:36.341'),
  ('cmhqd478384hxk7q2iwt8r24k', 'cmlwxuz6ytiqbk7q2szag3oay', NULL, 'Tavish', NULL, NULL, 'LEVEL_2', 't', 'Moved in last month.', '2025-11-08 14:11:01.395', '2025-11-12 21:32:41.873'),
  ('cmjvznn7j678uk7q2jkbsp83s', 'cmiu89fprbhzxk7q2nqhqd0tj', NULL, 'Wanjiru', NULL, 'Resident.124@Example.com', 'LEVEL_2', 'f', NULL, '2026-01-01 22:00:15.679', '2026-01-23 04:41:57.243'),
  ('cmlc331pwh3juk7q2pjipdpsg', 'cmk2ewe5ia7fok7q2bri5mxes', '120b', NULL, 'Fortier', NULL, NULL, 'f', NULL, '2026-02-07 09:00:14.324', '2026-02-09 14:05:44.036'),
  ('cmmlbrmzdmgi7k7q2q0p94ubs', 'cmgq8dcl8m4dbk7q2y983fwxc', '121b', 'Jonas', 'Achterberg', NULL, 'LEVEL_2', 'f', NULL, '2026-03-11 00:52:56.473', '2026-04-08 23:08:40.162'),
  ('cmf3tfr87nf2ek7q2n8wfn7ep', 'cmjbcppaevxqck7q2m9l3244y', '122b', 'Gwen', 'Paquette', NULL, 'LEVEL_1', 'f', NULL, '2025-09-03 10:09:47.671', '2025-09-14 21:42:23.009'),
  ('cmkqgm04k1vazk7q20gbm386o', 'cmji59pf43d7sk7q2alsrfra7', '123b', 'Tavish', 'Kowalchuk', NULL, 'LEVEL_3', 't', NULL, '2026-01-23 05:47:57.860', '2026-02-05 13:53:33.982'),
  ('cmm22vthje2i1k7q2ezrq3hln', 'cmhn790tbamekk7q2ckhwfrsg', '124b', 'Inès', 'Cardinal', NULL, 'LEVEL_1', 'f', 'Works nights, knock late.', '2026-02-25 13:36:37.639', '2026-03-10 03:30:04.039'),
  ('cmjdrgyinc20mk7q2icx6rr07', 'cmfvx1i2gpbx3k7q2z5302yz1', '125b', 'Sunniva', 'Ikeda', 'Resident.130@Example.com', 'LEVEL_4', 'f', NULL, '2025-12-20 03:51:15.647', '2026-01-03 15:39:12.742'),
  ('cmj1spplbgpgvk7q2xc7unx17', 'cmir8old3jek5k7q28cknidb5', '126b', 'Dion', 'Bellegarde', 'Resident.131@Example.com', 'LEVEL_1', 'f', NULL, '2025-12-11 18:52:49.487', '2025-12-13 19:34:51.977'),
  ('cmi85527tjsitk7q2sat8un67', 'cmgf0e8f8t7z3k7q2lj2h0e35', '127b', 'Dion', 'Olsen', 'Resident.132@Example.com', 'LEVEL_1', 'f', NULL, '2025-11-21 00:47:35.801', '2025-11-21 00:47:35.801'),
  ('cmkwh0niqstq2k7q23odwbv7h', 'cmgzsu0aty0d2k7q2cuzz0a3r', '128b', 'Raven', NULL, 'Resident.133@Example.com', NULL, 't', NULL, '2026-01-27 10:45:58.418', '2026-01-27 10:45:58.418'),
  ('cmiuv8m4yjl7ek7q22ddpetpt', 'cmium6hyktb6ik7q2zs7nyfuw', '129b', 'Esi', 'Cardinal', NULL, 'LEVEL_3', 'f', NULL, '2025-12-06 22:29:07.474', '2025-12-29 09:55:03.900'),
  ('cmic8xag6qybik7q2v9f3bkys', 'cmlykwg3947y4k7q2whfivyqd', '130b', 'Gwen', NULL, 'Resident.135@Example.com', 'LEVEL_3', 'f', NULL, '2025-11-23 21:44:36.390', '2025-11-23 21:44:36.390'),
  ('cmkxdi5uidkqak7q25fo8m87x', 'cmgp0fw8wimf5k7q21ebsfcem', '131b', 'Wanjiru', NULL, 'Resident.136@Example.com', 'LEVEL_4', 'f', NULL, '2026-01-28 01:55:23.034', '2026-01-29 02:31:01.223'),
  ('cmfyutaz6dx42k7q2y8jog94f', 'cmmnzgu93norpk7q2fjzcyg5y', '132b', NULL, 'Makokis', NULL, 'LEVEL_3', 'f', NULL, '2025-09-25 03:29:10.866', '2025-10-24 21:58:13.131'),
  ('cml058osmzdtkk7q2ei8jr9an', 'cmj4ihytebfq9k7q2eoykzi1p', '133b', NULL, 'Paquette', NULL, NULL, 'f', NULL, '2026-01-30 00:27:22.630', '2026-02-10 17:46:56.791'),
  ('cmjv5f8171ipdk7q22448p88q', 'cmlx8trziy1uwk7q219f0pcp5', '134b', NULL, 'Jorgensen', NULL, 'LEVEL_4', 'f', 'Moved in last month.', '2026-01-01 07:53:54.283', '2026-01-04 02:52:47.440'),
  ('cmhrmakmrp751k7q2l02slm0a', 'cmgux29lloveok7q2hp5641kl', '135b', 'Pavel', 'L''Hirondelle', NULL, NULL, 'f', 'Moved in last month.', '2025-11-09 11:15:41.427', '2025-11-09 11:15:41.427'),
  ('cmj3tu5d28s5mk7q2exjb1n4u', 'cmgekagailyj9k7q2pswyt0io', '136b', NULL, 'Bellegarde', 'Resident.141@Example.com', 'LEVEL_4', 'f', NULL, '2025-12-13 04:59:48.518', '2025-12-29 03:50:24.149'),
  ('cmigiv9jodm8jk7q266g0z4jb', 'cmmk5vypww6thk7q2d5fwqpru', '137b', 'Lucía', 'L''Hirondelle', 'Resident.142@Example.com', NULL, 'f', 'Works nights, knock late.', '2025-11-26 21:34:02.772', '2025-12-01 05:30:12.326'),
  ('cmfbze9ohkhedk7q2pzifm4rq', 'cmgurlmoy72gak7q2dvpltmf3', '138b', 'Pavel', 'L''Hirondelle', NULL, 'LEVEL_1', 'f', NULL, '2025-09-09 03:18:45.377', '2025-09-09 03:18:45.377'),
  ('cmln1j7e5l1rnk7q22k0benq2', 'cmma7w66k2mnjk7q2j0evh2ei', '139b', 'Esi', 'Olsen', NULL, 'LEVEL_2', 'f', NULL, '2026-02-15 01:02:16.877', '2026-03-03 05:37:49.667'),
  ('cmktq19lrjrjek7q2yg8q3afm', 'cmmbnz6zv7401k7q2fjg9e09r', '140b', 'Céline', 'Ikeda', NULL, 'LEVEL_4', 'f', NULL, '2026-01-25 12:35:05.055', '2026-01-25 12:35:05.055'),
  ('cml8v64f0xcd6k7q2r21sjbal', 'cmm8b9zjwp3c3k7q23af7t968', '141b', NULL, NULL, NULL, NULL, 'f', NULL, '2026-02-05 02:55:22.332', '2026-02-11 02:38:07.818'),
  ('cmhmyee0gvd8wk7q2666dhfja', 'cmgavx23bouw2k7q2nqjfg2dc', '142b', 'Dion', 'L''Hirondelle', 'Resident.147@Example.com', 'LEVEL_3', 'f', NULL, '2025-11-06 04:55:43.984', '2025-11-14 07:08:40.703'),
  ('cmidbixjdgd0xk7q23mgl4lla', 'cmgceg39sn1pnk7q2rrplv0o1', '143b', 'Lucía', NULL, NULL, 'LEVEL_1', 'f', NULL, '2025-11-24 15:45:11.497', '2025-11-24 15:45:11.497'),
  ('cmkxhlq1t45dbk7q2jmqaon83', 'cmkwbr04xwgquk7q25clzfhst', '144b', 'Lucía', NULL, 'Resident.149@Example.com', 'LEVEL_3', 'f', NULL, '2026-01-28 03:50:07.649', '2026-01-28 03:50:07.649'),
  ('cmic4jihxoxdak7q2mvu4si9j', 'cmkzoqax61tpvk7q2umnwp33p', '145b', NULL, 'Houle', NULL, 'LEVEL_3', 'f', 'Moved in last month.', '2025-11-23 19:41:55.173', '2025-12-17 15:37:22.292'),
  ('cmje4cltnuditk7q2nbm3lncz', 'cmjhransijy6ak7q2xzuzm6uz', '146b', 'Sunniva', NULL, NULL, 'LEVEL_1', 'f', 'Asked to come back after supper.', '2025-12-20 09:51:47.579', '2025-12-20 09:51:47.579'),
  ('cmkz81vkp3c39k7q2exobodx3', 'cmgtdabukq87mk7q25c0jy4ny', '147b', 'Lucía', 'Gill', NULL, 'LEVEL_2', 'f', 'Moved in last month.', '2026-01-29 08:58:17.497', '2026-02-05 00:37:39.175'),
  ('cmimswv67ny5fk7q2gvyfaqpg', 'cmiprgw0l07pnk7q2vnzjgjdc', '148b', 'Raven', 'Gill', 'Resident.153@Example.com', 'LEVEL_1', 'f', 'Wants a call about the bus cuts.', '2025-12-01 07:01:50.671', '2025-12-25 04:55:55.552'),
  ('cmm0xp5cjvoi4k7q2zc74vktr', 'cmiy2mk20mni5k7q294jhx5p5', '149b', NULL, 'Cardinal', NULL, 'LEVEL_1', 'f', 'Takes a lawn sign.', '2026-02-24 18:23:42.163', '2026-02-26 12:35:52.715'),
  ('cmiiso4zlv352k7q2jhsx9572', 'cmhjkmji7eruak7q2e0bek30b', '150b', 'Bram', 'Olsen', NULL, NULL, 'f', NULL, '2025-11-28 11:43:58.785', '2025-12-03 12:41:23.858'),
  ('cmjo5f5fzqj0kk7q2p6lwtdoo', 'cmm0e8d1z05bhk7q2noaqumck', '151b', 'Pavel', NULL, NULL, NULL, 'f', NULL, '2025-12-27 10:19:27.695', '2026-01-07 12:00:07.157'),
  ('cmj372y7kake8k7q280ynuilm', 'cmlvuabdp8ff8k7q2kq502xi5', '152b', 'Oksana', 'Bellegarde', NULL, NULL, 't', 'Asked to come back after supper.', '2025-12-12 18:22:47.984', '2025-12-29 08:49:00.705'),
  ('cmm3ijbbk5zfwk7q2f4yrruh5', 'cmj9dotf87goek7q2qyp4hy4p', '153b', 'Hamza', 'L''Hirondelle', NULL, 'LEVEL_1', 'f', NULL, '2026-02-26 13:42:34.256', '2026-02-26 13:42:34.256'),
  ('cmhwg8j245an0k7q2la62hagh', 'cmlxyccdi54cck7q25bwqmzuf', '154b', 'Farouk', 'Fortier', NULL, 'LEVEL_3', 'f', NULL, '2025-11-12 20:24:59.260', '2025-11-12 20:24:59.260'),
  ('cmmmuz3z1szuik7q2dr7y6891', 'cmkdw3lvve3yuk7q2wv5ew3t7', '155b', 'Kiri', 'Cardinal', NULL, NULL, 'f', NULL, '2026-03-12 02:38:23.965', '2026-03-12 02:38:23.965'),
  ('cmk3tkb9at3nbk7q2pr3tbfwj', 'cmlvr8wmmhhz1k7q2mo2lc6g0', '156b', NULL, 'Cardinal', 'Resident.161@Example.com', 'LEVEL_2', 'f', 'Takes a lawn sign.', '2026-01-07 09:31:51.934', '2026-01-21 06:07:16.692'),
  ('cmhbxbusa9jssk7q2wpenblf5', 'cmkqfb4x2isxhk7q2nnj3sd7l', '157b', 'Hamza', 'Drăgan', NULL, 'LEVEL_2', 'f', 'Takes a lawn sign.', '2025-10-29 11:40:18.202', '2025-11-17 02:15:46.637'),
  ('cmhnvcw13degxk7q2muiyfml7', 'cmfgqf4qt0i66k7q23y0029tf', '158b', 'Kiri', 'Olsen', NULL, NULL, 'f', NULL, '2025-11-06 20:18:21.351', '2025-12-01 15:41:50.769'),
  ('cmfqvupv4tf1kk7q286m4xkwi', 'cmlo4tqqw7hpbk7q2zsndtyhj', '159b', NULL, 'Nwosu', 'Resident.164@Example.com', NULL, 'f', NULL, '2025-09-19 13:36:07.024', '2025-10-14 23:06:24.998'),
  ('cmirc211pgw0dk7q2o9hi4c35', 'cmjxrown4fkvzk7q2sbpshl4e', '160b', NULL, 'Bellegarde', NULL, 'LEVEL_3', 't', 'Works nights, knock late.', '2025-12-04 11:08:48.973', '2025-12-04 11:08:48.973'),
  ('cmirdtqlxwxegk7q2p7eqs1ye', 'cmlrb4tj333fuk7q2uvoayehu', '161b', 'Sunniva', 'L''Hirondelle', NULL, NULL, 'f', 'Moved in last month.', '2025-12-04 11:58:21.429', '2025-12-04 11:58:21.429'),
  ('cmln71vsp0hpjk7q2jw50tnxx', 'cmg487zgyle14k7q23sp8v7h5', '162b', 'Hamza', 'Gill', 'Resident.167@Example.com', 'LEVEL_2', 'f', 'Asked to come back after supper.', '2026-02-15 03:36:46.393', '2026-03-04 20:18:24.449'),
  ('cmi2y8oxu2hiyk7q2daaj3rlh', 'cmhqophi307yzk7q2072j3tr2', '163b', 'Farouk', 'Fortier', 'Resident.168@Example.com', 'LEVEL_1', 'f', NULL, '2025-11-17 09:35:37.026', '2025-12-15 19:38:50.731'),
  ('cmkb833t9h0rlk7q2pe1h061f', 'cmhn70y91j5iik7q28hkxirnd', '164b', 'Tavish', 'Houle', NULL, 'LEVEL_1', 't', NULL, '2026-01-12 13:52:46.605', '2026-01-12 13:52:46.605'),
  ('cmmgzra9p98nzk7q2jg7ni5qo', 'cmj6g3smwpc24k7q21wq65c32', '165b', 'Farouk', 'Kowalchuk', NULL, NULL, 'f', NULL, '2026-03-08 00:05:39.901', '2026-03-08 00:05:39.901'),
  ('cmksmvvojnby0k7q2e1dvxjz1', 'cmkc2zw4ff3yxk7q2yl4e0vee', '166b', 'Farouk', 'Bellegarde', 'Resident.171@Example.com', 'LEVEL_1', 'f', NULL, '2026-01-24 18:19:08.707', '2026-01-24 18:19:08.707'),
  ('cmfxvu7f284vik7q2cp5gcu0g', 'cmki0cu0t6gkpk7q25mr3exqu', '167b', 'Raven', 'Makokis', 'Resident.172@Example.com', 'LEVEL_3', 't', NULL, '2025-09-24 11:10:06.350', '2025-10-22 04:36:33.096'),
  ('cmmip7n3830ukk7q2waqxnkim', 'cmfhm7y2xvv5sk7q27ddgc7zx', '168b', 'Hamza', 'Engström', NULL, 'LEVEL_3', 'f', 'Works nights, knock late.', '2026-03-09 04:45:59.588', '2026-03-09 04:45:59.588'),
  ('cmhtm2o8htrehk7q25qa3d4cp', 'cmmj7phovz0crk7q2r4vm2oho', '169b', 'Esi', 'L''Hirondelle', 'Resident.174@Example.com', 'LEVEL_2', 'f', 'Works nights, knock late.', '2025-11-10 20:45:05.201', '2025-11-10 20:45:05.201'),
  ('cmf6bzu1cqh78k7q2evj7adc3', 'cmit0t7cvhcjok7q2g549jxtd', '170b', 'Céline', 'Fortier', NULL, NULL, 't', NULL, '2025-09-05 04:24:49.872', '2025-09-05 04:24:49.872'),
  ('cmkwgaiv4f4iik7q22nucng14', 'cmhwckw1rgv0ik7q2tpkbuppu', '171b', 'Lucía', 'Fortier', NULL, NULL, 'f', NULL, '2026-01-27 10:25:39.328', '2026-02-04 08:20:47.522'),
  ('cmh2kcdwan1u8k7q2jym8h7g6', 'cmj9wgsivmdg3k7q2fvz4d0t5', '172b', 'Inès', 'Makokis', 'Resident.177@Example.com', NULL, 't', 'Takes a lawn sign.', '2025-10-22 22:26:52.378', '2025-10-22 22:26:52.378'),
  ('cmf4jaxz6b3v7k7q2ucucjmrq', 'cmh1mhh2z5lwkk7q28tin4a8y', '173b', NULL, 'Nwosu', 'Resident.178@Example.com', NULL, 'f', NULL, '2025-09-03 22:13:53.154', '2025-09-20 09:04:07.449'),
  ('cmmpruuv3y6cmk7q2syn1u6ba', 'cmhkmzo9j41qpk7q22z6wcsxr', '174b', 'Mateus', 'Paquette', NULL, 'LEVEL_2', 't', NULL, '2026-03-14 03:34:25.215', '2026-03-14 03:34:25.215');

INSERT INTO "cuts" ("id", "name", "color", "geojson", "areaKm2", "isPublic", "createdByUserId", "folderId", "createdAt", "updatedAt") VALUES
  ('cmhr10vjnbz5xk7q2snr6cw34', 'Poll 101', '#3388ff', '{"type":"Polygon","coordinates":[[[-113.49935054584512,53.5038806374896],[-113.49634552555653,53.50174722728843],[-113.49783874014702,53.50014769928384],[-113.49627729760505,53.50116518388222],[-113.49935054584512,53.5038806374896]]]}', '3758411.549000000', 'f', 'cmkb4qlwku7xfk7q29talwwjh', 'cmmn4pqos6gybk7q2mrmbo2q1', '2025-11-09 01:20:17.075', '2025-12-03 12:26:29.646'),
  ('cmfgqquur1poqk7q2sv164xf5', 'Poll 102', '#d4380d', '{"type":"Polygon","coordinates":[[[-113.49709537997751,53.50138701693686],[-113.4961790480038,53.50277021268994],[-113.49951288416378,53.501013917242744],[-113.49988722091985,53.50385603143059],[-113.49709537997751,53.50138701693686]]]}', '3343361.006000000', 't', 'cmg37oedi0xttk7q2kycs1lfo', 'cmmn4pqos6gybk7q2mrmbo2q1', '2025-09-12 11:15:27.027', '2025-09-12 11:15:27.027'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'Poll 103', '#3388ff', '{"type":"Polygon","coordinates":[[[-113.49835330662518,53.50051451690797],[-113.49948908930219,53.503102008131464],[-113.49802821945286,53.50150723144725],[-113.49921876551525,53.500137270185405],[-113.49835330662518,53.50051451690797]]]}', '1770518.835000000', 'f', 'cmh7d90ztgu0mk7q2xl7s05lw', NULL, '2025-09-14 22:29:25.959', '2025-09-14 22:29:25.959'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'Poll 104', '#3388ff', '{"type":"Polygon","coordinates":[[[-113.49768193964519,53.50010262068554],[-113.49928525171981,53.50360268628356],[-113.49627736324419,53.502518686655094],[-113.49956119145736,53.503149677859255],[-113.49768193964519,53.50010262068554]]]}', NULL, 'f', 'cmmokvdaz29v4k7q2lv7q2pps', NULL, '2026-03-01 12:33:34.884', '2026-03-01 12:33:34.884'),
  ('cmkzl73zaushnk7q21h64enr6', 'Poll 105', '#d4380d', '{"type":"Polygon","coordinates":[[[-113.49680268831253,53.50225181764745],[-113.49806430442459,53.50355399981254],[-113.49807281549965,53.503752692693524],[-113.49999863946596,53.50268967270404],[-113.49680268831253,53.50225181764745]]]}', '1522822.549000000', 't', 'cmkb4qlwku7xfk7q29talwwjh', 'cmmhyiajw9rydk7q226melc9d', '2026-01-29 15:06:16.678', '2026-01-29 15:06:16.678'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'Poll 106', '#3388ff', '{"type":"Polygon","coordinates":[[[-113.49918423106465,53.50188639535918],[-113.49734877477658,53.50282734686334],[-113.4984767111182,53.50347178161792],[-113.49757602861428,53.50256865724805],[-113.49918423106465,53.50188639535918]]]}', '2919896.809000000', 'f', 'cmfsc1czjz56wk7q24clubqmw', 'cmiu2x2hsr9a4k7q2uaahqtxs', '2025-10-02 20:54:20.834', '2025-10-15 05:50:11.946'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'Poll 107', '#d4380d', '{"type":"Polygon","coordinates":[[[-113.49806622148299,53.50318003288612],[-113.49717966247954,53.50231506034561],[-113.4968969537158,53.50096656496498],[-113.49929203531792,53.50032736904086],[-113.49806622148299,53.50318003288612]]]}', '2435036.331000000', 'f', 'cmkdb0ahyvcyok7q2a0vo8y35', 'cmjx0yi9myjf6k7q2054lid9k', '2025-10-23 13:46:24.462', '2025-10-23 13:46:24.462'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'Poll 108', '#d4380d', '{"type":"Polygon","coordinates":[[[-113.49942119196203,53.50306646959052],[-113.49746448594124,53.50152960307787],[-113.49895647750418,53.50023612234236],[-113.49829098081955,53.5018227021319],[-113.49942119196203,53.50306646959052]]]}', '2184909.539000000', 't', 'cmic4x75ady4vk7q292mamdr8', NULL, '2025-09-09 17:52:50.749', '2025-09-09 17:52:50.749');

INSERT INTO "_CutToLocation" ("A", "B") VALUES
  ('cmfgqquur1poqk7q2sv164xf5', 'cmfqywifftht5k7q269z7xrjz'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmgq8dcl8m4dbk7q2y983fwxc'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmm8b9zjwp3c3k7q23af7t968'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cml1irx1svq2uk7q25idai33s'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmg5tjq59h7g9k7q22f3q3ht3'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmjfr91j0xjnxk7q2gbiuasul'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmjs5gb8h707uk7q2rx2o4cj1'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmj2bhvyh1y4ek7q2bejn4jgu'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmiy2mk20mni5k7q294jhx5p5'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmma7w66k2mnjk7q2j0evh2ei'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmk7p43nclek8k7q2exatl9x8'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmir8old3jek5k7q28cknidb5'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cml2hbqonwri7k7q207kttzbe'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmkc2zw4ff3yxk7q2yl4e0vee'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmhn790tbamekk7q2ckhwfrsg'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cml86mcxs7b4fk7q2sm8jiax1'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmisnoaubq3ehk7q2vw5wsyuu'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmg60pvh9zy7ak7q2gwmrevf6'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmkxj6vww2b85k7q2yidin9up'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmlzdwhftsj0zk7q2n7y8cppe'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmflfryfczfcek7q2ma1nzezx'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmkwbr04xwgquk7q25clzfhst'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmmjvomota5k4k7q2vvo5g0is'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmfxvwirhrz3ak7q2rklvikeh'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmki0cu0t6gkpk7q25mr3exqu'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmgurlmoy72gak7q2dvpltmf3'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmj9dotf87goek7q2qyp4hy4p'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmgrce6spxfxuk7q27qiidc9r'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmlnxtxyvs5c5k7q2be03nzs9'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmlvr8wmmhhz1k7q2mo2lc6g0'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmm8b9zjwp3c3k7q23af7t968'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmkwbr04xwgquk7q25clzfhst'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmgf0e8f8t7z3k7q2lj2h0e35'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmjfr91j0xjnxk7q2gbiuasul'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmlx8trziy1uwk7q219f0pcp5'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmgq8dcl8m4dbk7q2y983fwxc'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmlxyccdi54cck7q25bwqmzuf'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmlvuabdp8ff8k7q2kq502xi5'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmjhransijy6ak7q2xzuzm6uz'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmgtdabukq87mk7q25c0jy4ny'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmhmgpt8xaauak7q22apcmen6'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmflfryfczfcek7q2ma1nzezx'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmjb0npnmf412k7q2n4ac40xh'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmlskx6d5eky3k7q2p80uajoj'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmg487zgyle14k7q23sp8v7h5'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmhw025mjbjtkk7q2zg4gxfij'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmk9hjbqyatc2k7q2m37ynne7'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmiu89fprbhzxk7q2nqhqd0tj'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmit0t7cvhcjok7q2g549jxtd'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmgux29lloveok7q2hp5641kl'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmj9wgsivmdg3k7q2fvz4d0t5'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmlskx6d5eky3k7q2p80uajoj'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmg487zgyle14k7q23sp8v7h5'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmgurlmoy72gak7q2dvpltmf3'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmhw7wpx5rizrk7q28idg6azh'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmhew1tck3nnpk7q2cvwhm6v0'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmhqophi307yzk7q2072j3tr2'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmfzr4zgmxx4kk7q20ofkn9n5'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmie0rk5bmfpsk7q2bi8wyb07'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmmnzgu93norpk7q2fjzcyg5y'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmg6bg7yiqr3ak7q2o3zvgu73'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmjfr91j0xjnxk7q2gbiuasul'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmgceg39sn1pnk7q2rrplv0o1'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmlb7jds3fgn7k7q2rkl6shn9'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cml2hbqonwri7k7q207kttzbe'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmiih0w4y2vtik7q2enk8o1u2'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmhwckw1rgv0ik7q2tpkbuppu'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmlzdwhftsj0zk7q2n7y8cppe'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmlykwg3947y4k7q2whfivyqd'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmm0c1p9i2slsk7q2u2e7xc2d'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmgurlmoy72gak7q2dvpltmf3'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmji59pf43d7sk7q2alsrfra7'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmgf0e8f8t7z3k7q2lj2h0e35'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmlwxuz6ytiqbk7q2szag3oay'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmlwxuz6ytiqbk7q2szag3oay'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmh08m1vywrv5k7q2njscnlqa'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmlnxtxyvs5c5k7q2be03nzs9'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmlyonkfuanxtk7q2ty2ifb19'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmkqfb4x2isxhk7q2nnj3sd7l'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmmk5vypww6thk7q2d5fwqpru'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmk2ewe5ia7fok7q2bri5mxes'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmkz7t01fplo4k7q289e65e65'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cml1irx1svq2uk7q25idai33s'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmjn88g2ign9hk7q25s7273gx'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmicn0juzwt8xk7q2ho713d5g'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmj9wgsivmdg3k7q2fvz4d0t5'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmki0cu0t6gkpk7q25mr3exqu'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmlb7jds3fgn7k7q2rkl6shn9'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmki0cu0t6gkpk7q25mr3exqu'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmlskx6d5eky3k7q2p80uajoj'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmm1qi7hb0k6ak7q2h4wfndnn'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmhew1tck3nnpk7q2cvwhm6v0'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmg60pvh9zy7ak7q2gwmrevf6'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmfnbr4vmurk1k7q2lo7uc9cf'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmir8old3jek5k7q28cknidb5'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmgrce6spxfxuk7q27qiidc9r'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmfvx1i2gpbx3k7q2z5302yz1'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmjs5gb8h707uk7q2rx2o4cj1'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmm0e8d1z05bhk7q2noaqumck'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmkc2zw4ff3yxk7q2yl4e0vee'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmfj030jjiquck7q2izsmrrv9'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmj4ihytebfq9k7q2eoykzi1p'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmma7w66k2mnjk7q2j0evh2ei'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmfxvwirhrz3ak7q2rklvikeh'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmfhm7y2xvv5sk7q27ddgc7zx'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmkdw3lvve3yuk7q2wv5ew3t7'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmmgdd1mloptck7q2wr7nwz0q'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmgn3eolj08tgk7q289lmqfuu'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmkdw3lvve3yuk7q2wv5ew3t7'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmm0c1p9i2slsk7q2u2e7xc2d'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmff5ff3q6xaqk7q2254fakzn'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmkirngntzp11k7q2xjo6b4qx'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmghoe1q3kv4dk7q2dzaykl3i'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmkxj6vww2b85k7q2yidin9up'),
  ('cmg9w8cyqb3rkk7q2xjiavd6z', 'cmir8old3jek5k7q28cknidb5'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmf3x0ihnmc8zk7q2svhiuulo'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmlo4tqqw7hpbk7q2zsndtyhj'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmlyonkfuanxtk7q2ty2ifb19'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmgtdabukq87mk7q25c0jy4ny'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmjnorz3qunewk7q21kapoyzj'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmhkmzo9j41qpk7q22z6wcsxr'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmkwbr04xwgquk7q25clzfhst'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmj2bhvyh1y4ek7q2bejn4jgu'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmlldrylc3tm3k7q2vs6xk2m0'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmfj030jjiquck7q2izsmrrv9'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmlvuabdp8ff8k7q2kq502xi5'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmiih0w4y2vtik7q2enk8o1u2'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmgzsu0aty0d2k7q2cuzz0a3r'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmir8old3jek5k7q28cknidb5'),
  ('cmhr10vjnbz5xk7q2snr6cw34', 'cmki0cu0t6gkpk7q25mr3exqu'),
  ('cmfgqquur1poqk7q2sv164xf5', 'cmisnoaubq3ehk7q2vw5wsyuu'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmgrce6spxfxuk7q27qiidc9r'),
  ('cmh3h6wy65p8kk7q21c8dv86j', 'cmlo4tqqw7hpbk7q2zsndtyhj'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmgq8dcl8m4dbk7q2y983fwxc'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmji59pf43d7sk7q2alsrfra7'),
  ('cmm7qe5d0tozsk7q27y5wd7al', 'cmi9r02s3twwqk7q2quxgq5si'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmma7w66k2mnjk7q2j0evh2ei'),
  ('cmfcumcsdv6ygk7q2talcm4kt', 'cmj6g3smwpc24k7q21wq65c32'),
  ('cmfk9pb2f4n9rk7q2ptllkzta', 'cmf3x0ihnmc8zk7q2svhiuulo'),
  ('cmkzl73zaushnk7q21h64enr6', 'cmg5tjq59h7g9k7q22f3q3ht3');

INSERT INTO "shifts" ("id", "title", "date", "startTime", "endTime", "maxVolunteers", "status", "cutId", "createdAt", "updatedAt") VALUES
  ('cmhffquw2df5tk7q2bhzzw6uy', 'Phone bank 1', '2025-11-30', '12:00', '15:30', '19', 'OPEN', 'cmfk9pb2f4n9rk7q2ptllkzta', '2025-10-31 22:39:09.794', '2025-10-31 22:39:09.794'),
  ('cmfcii7cc7ztuk7q2kgmmmz9r', 'Leafleting 2', '2025-10-09', '16:00', '19:30', '9', 'FULL', 'cmhr10vjnbz5xk7q2snr6cw34', '2025-09-09 12:13:41.676', '2025-10-05 15:03:22.387'),
  ('cmi5f4gg9w224k7q2vp2gj6ir', 'Leafleting 3', '2025-12-06', '17:00', '20:30', '14', 'CANCELLED', 'cmm7qe5d0tozsk7q27y5wd7al', '2025-11-19 03:03:45.225', '2025-11-26 13:46:49.638'),
  ('cmf83igrcbymnk7q2cq5dlyou', 'Leafleting 4', '2025-09-13', '09:00', '12:30', '8', 'FULL', 'cmfcumcsdv6ygk7q2talcm4kt', '2025-09-06 10:02:54.936', '2025-09-30 08:16:44.132'),
  ('cmf212jh3b8eak7q2l1wtiwpb', 'Door knocking 5', '20260-05-09', '17:00', '20:30', '4', 'CANCELLED', 'cmh3h6wy65p8kk7q21c8dv86j', '2025-09-02 04:07:55.671', '2025-09-02 04:07:55.671'),
  ('cmj5i4mdnuht7k7q2cdgytwm0', 'Leafleting 6', '2025-12-30', '17:00', '20:30', '3', 'OPEN', 'cmfgqquur1poqk7q2sv164xf5', '2025-12-14 09:07:34.091', '2025-12-14 09:07:34.091'),
  ('cmlm8a6zpmjafk7q2p0vyelc2', 'Leafleting 7', '2026-02-23', '11:00', '14:30', '3', 'OPEN', 'cmg9w8cyqb3rkk7q2xjiavd6z', '2026-02-14 11:23:27.589', '2026-03-06 21:40:07.608'),
  ('cmjaxyiimvplhk7q2ie8jujp1', 'Leafleting 8', '2026-01-09', '13:00', '16:30', '16', 'OPEN', NULL, '2025-12-18 04:29:33.886', '2025-12-24 20:03:07.442'),
  ('cmh75ovgt727kk7q22x1snqwj', 'Leafleting 9', '2025-10-29', '15:00', '18:30', '16', 'CANCELLED', 'cmh3h6wy65p8kk7q21c8dv86j', '2025-10-26 03:35:31.661', '2025-11-02 02:27:08.111'),
  ('cmm047svwlxv3k7q2m62oqfbd', 'Leafleting 10', '2026-03-26', '14:00', '17:30', '6', 'CANCELLED', 'cmh3h6wy65p8kk7q21c8dv86j', '2026-02-24 04:38:23.996', '2026-03-05 10:00:46.138'),
  ('cmkt2wrs53qrok7q2g9ds92kg', 'Leafleting 11', '2026-02-15', '09:00', '12:30', '11', 'FULL', NULL, '2026-01-25 01:47:44.165', '2026-02-01 19:18:22.725'),
  ('cmjzmvvrcmeo1k7q2sfzbk0bx', 'Door knocking 12', '2026-01-21', '13:00', '16:30', '5', 'FULL', 'cmh3h6wy65p8kk7q21c8dv86j', '2026-01-04 11:13:49.704', '2026-01-29 10:09:14.297'),
  ('cmghsozs1jg9kk7q2nlslsgbx', 'Phone bank 13', '2025-10-26', '14:00', '17:30', '19', 'CANCELLED', NULL, '2025-10-08 09:37:27.841', '2025-11-02 04:47:29.626'),
  ('cmgydtpehpd57k7q2lhbztn2h', 'Leafleting 14', '2025-10-24', '17:00', '20:30', '7', 'CANCELLED', 'cmfk9pb2f4n9rk7q2ptllkzta', '2025-10-20 00:13:18.425', '2025-10-20 00:13:18.425'),
  ('cmkos3sil640bk7q2x0l22lv1', 'Phone bank 15', '2026-02-13', '13:00', '16:30', '14', 'FULL', 'cmkzl73zaushnk7q21h64enr6', '2026-01-22 01:34:11.229', '2026-02-05 23:34:30.913'),
  ('cmk2kd6dvrepkk7q2odkd66p3', 'Phone bank 16', '2026-02-04', '15:00', '18:30', '14', 'OPEN', NULL, '2026-01-06 12:26:36.307', '2026-01-23 23:37:43.781'),
  ('cmktervc20fktk7q295jnkvas', 'Leafleting 17', '2026-02-15', '16:00', '19:30', '14', 'OPEN', 'cmfcumcsdv6ygk7q2talcm4kt', '2026-01-25 07:19:50.882', '2026-01-25 07:19:50.882'),
  ('cmlni2aewlqryk7q2snu7x0rv', 'Phone bank 18', '2026-02-20', '11:00', '14:30', '2', 'FULL', NULL, '2026-02-15 08:45:01.112', '2026-03-03 13:34:16.944'),
  ('cmhr0a5y7pdw8k7q2cnzlcyej', 'Phone bank 19', '2025-12-01', '09:00', '12:30', '9', 'CANCELLED', 'cmfk9pb2f4n9rk7q2ptllkzta', '2025-11-09 00:59:30.847', '2025-11-20 14:01:13.425'),
  ('cmm9484uenqcvk7q25dk9s5gr', 'Door knocking 20', '2026-03-29', '15:00', '18:30', '8', 'CANCELLED', NULL, '2026-03-02 11:48:35.078', '2026-03-27 23:43:28.080'),
  ('cmi10c1sk18m5k7q2kwgllm3v', 'Phone bank 21', '2025-12-08', '12:00', '15:30', '14', 'OPEN', 'cmm7qe5d0tozsk7q27y5wd7al', '2025-11-16 00:58:40.532', '2025-11-22 22:01:23.054'),
  ('cmlvba58c9i0yk7q28motqzrn', 'Phone bank 22', '2026-03-21', '15:00', '18:30', '13', 'FULL', NULL, '2026-02-20 19:57:19.740', '2026-02-20 19:57:19.740'),
  ('cmkoe21ldj7b7k7q28215c32c', 'Phone bank 23', '2026-01-31', '16:00', '19:30', '6', 'FULL', 'cmh3h6wy65p8kk7q21c8dv86j', '2026-01-21 19:00:55.057', '2026-01-28 23:49:10.887'),
  ('cmh1nanlefviyk7q2o5j7srf9', 'Door knocking 24', '2025-11-17', '14:00', '17:30', '9', 'OPEN', NULL, '2025-10-22 07:01:44.306', '2025-10-22 07:01:44.306'),
  ('cmkdnnkm20x4xk7q2qav2q25m', 'Door knocking 25', '2026-02-01', '15:00', '18:30', '8', 'CANCELLED', 'cmfcumcsdv6ygk7q2talcm4kt', '2026-01-14 06:44:08.090', '2026-01-14 06:44:08.090'),
  ('cmfp24t2i6nlrk7q2brco8o7y', 'Phone bank 26', '2025-10-06', '16:00', '19:30', '18', 'OPEN', 'cmhr10vjnbz5xk7q2snr6cw34', '2025-09-18 06:56:23.082', '2025-09-18 06:56:23.082');

INSERT INTO "shift_signups" ("id", "shiftId", "userId", "userEmail", "userName", "signupSource", "signupDate") VALUES
  ('cmljckf6dwh69k7q2lo4n46cb', 'cmf212jh3b8eak7q2l1wtiwpb', NULL, 'walk-in.tavish.achterberg27@example.org', 'Tavish Achterberg', 'PUBLIC', '2026-02-12 11:00:04.693'),
  ('cml6wnskooy44k7q2koutlikp', 'cmf212jh3b8eak7q2l1wtiwpb', NULL, 'walk-in.noor.engstrom59@example.org', NULL, 'PUBLIC', '2026-02-03 18:01:34.056'),
  ('cmmay4x4hnosyk7q2r66s9awi', 'cmi5f4gg9w224k7q2vp2gj6ir', 'cmjjd6hjgmjqfk7q28eg6tvcy', 'lucia.kowalchuk43@example.org', NULL, 'ADMIN', '2026-03-03 18:33:39.761'),
  ('cmlrcvbs9tl99k7q2to19jgso', 'cmjaxyiimvplhk7q2ie8jujp1', NULL, 'walk-in.aaliyah.houle47@example.org', NULL, 'PUBLIC', '2026-02-18 01:30:42.921'),
  ('cmfcw9hdpk48ck7q2d1znac8f', 'cmkdnnkm20x4xk7q2qav2q25m', NULL, 'walk-in.farouk.fortier50@example.org', 'Farouk Fortier', 'PUBLIC', '2025-09-09 18:38:49.405'),
  ('cmgyklei58dokk7q2tdrg8i2c', 'cmgydtpehpd57k7q2lhbztn2h', 'cmjjd6hjgmjqfk7q28eg6tvcy', 'lucia.kowalchuk43@example.org', 'Lucía Kowalchuk', 'AUTHENTICATED', '2025-10-20 03:22:48.365'),
  ('cmjcr352fqkzzk7q2nmv85dn3', 'cmkdnnkm20x4xk7q2qav2q25m', NULL, 'walk-in.bram.lhirondelle10@example.org', 'Bram L''Hirondelle', 'PUBLIC', '2025-12-19 10:52:44.775'),
  ('cmijinqw6871ok7q2m6vjf7hd', 'cmkos3sil640bk7q2x0l22lv1', NULL, 'walk-in.farouk.fortier41@example.org', NULL, 'PUBLIC', '2025-11-28 23:51:30.534'),
  ('cmge09dl8go9ik7q2k4jzs0y1', 'cmfcii7cc7ztuk7q2kgmmmz9r', NULL, 'walk-in.gwen.paquette55@example.org', NULL, 'PUBLIC', '2025-10-05 17:58:11.468'),
  ('cmlbevowjz3mvk7q2t63ofrqt', 'cmlm8a6zpmjafk7q2p0vyelc2', NULL, 'walk-in.kiri.jorgensen38@example.org', NULL, 'PUBLIC', '2026-02-06 21:42:40.339'),
  ('cmjolf0bfm84hk7q2taz7e57z', 'cmkt2wrs53qrok7q2g9ds92kg', 'cmikv3vltknpbk7q2wx3emu5u', 'farouk.engstrom53@example.org', 'Farouk Engström', 'AUTHENTICATED', '2025-12-27 17:47:14.907'),
  ('cmkfslku8xnfmk7q2is6u9ehb', 'cmkdnnkm20x4xk7q2qav2q25m', 'cmlb9z6exw2mik7q26624t84g', 'esi.achterberg21@example.org', 'Esi Achterberg', 'AUTHENTICATED', '2026-01-15 18:38:05.504'),
  ('cmg7t3g8wmuy8k7q2u8t6wo98', 'cmhffquw2df5tk7q2bhzzw6uy', 'cmm4zx85izq1dk7q23nxxp931', 'gwen.paquette55@example.org', NULL, 'AUTHENTICATED', '2025-10-01 09:51:00.608'),
  ('cmm431bfx0j1tk7q23flhs9l8', 'cmlni2aewlqryk7q2snu7x0rv', NULL, 'walk-in.lucia.kowalchuk43@example.org', 'Lucía Kowalchuk', 'PUBLIC', '2026-02-26 23:16:26.541'),
  ('cmlaiq5ckta9zk7q21roh6fa5', 'cmi5f4gg9w224k7q2vp2gj6ir', NULL, 'walk-in.gwen.paquette55@example.org', 'Gwen Paquette', 'PUBLIC', '2026-02-06 06:42:34.004'),
  ('cmi7v1bz176nrk7q26v8o1rme', 'cmkoe21ldj7b7k7q28215c32c', 'cmg37oedi0xttk7q2kycs1lfo', 'esi.jorgensen5@example.org', 'Esi Jorgensen', 'AUTHENTICATED', '2025-11-20 20:04:45.661'),
  ('cmhc32ohymrbik7q2jn905kod', 'cmfcii7cc7ztuk7q2kgmmmz9r', 'cmjgrmm9bp3qgk7q2c6z9xkbs', 'farouk.gill51@example.org', NULL, 'AUTHENTICATED', '2025-10-29 14:21:07.846'),
  ('cmk9gdvwr97pwk7q2m55ed6zm', 'cmj5i4mdnuht7k7q2cdgytwm0', NULL, 'walk-in.aaliyah.houle47@example.org', 'Aaliyah Houle', 'PUBLIC', '2026-01-11 08:09:34.155'),
  ('cmjnpkx9zx9nek7q2wxre3ok0', 'cmlvba58c9i0yk7q28motqzrn', 'cmfqpqyohere9k7q250v0nh7w', 'celine.paquette6@example.org', 'Céline Paquette', 'ADMIN', '2025-12-27 02:56:03.191'),
  ('cmizfxacm64u6k7q2muz4f2ru', 'cmh75ovgt727kk7q22x1snqwj', 'cmlawk3avru3ak7q2akskosoe', 'dion.cardinal7@example.org', NULL, 'ADMIN', '2025-12-10 03:19:15.622'),
  ('cmfdixyewtfxgk7q2a0vvbr9u', 'cmhr0a5y7pdw8k7q2cnzlcyej', NULL, 'walk-in.farouk.gill51@example.org', 'Farouk Gill', 'PUBLIC', '2025-09-10 05:13:42.776'),
  ('cml904173t6wfk7q2ssmqewcw', 'cmf83igrcbymnk7q2cq5dlyou', 'cmf64dm1i3boik7q24ydbcrfv', 'tavish.dragan35@example.org', 'Tavish Drăgan', 'AUTHENTICATED', '2026-02-05 05:13:42.927'),
  ('cmh2lknhh272pk7q26wkfxdfy', 'cmi5f4gg9w224k7q2vp2gj6ir', NULL, 'walk-in.oksana.lhirondelle45@example.org', 'Oksana L''Hirondelle', 'PUBLIC', '2025-10-22 23:01:17.669'),
  ('cmjrfffwvwe33k7q27aijlift', 'cmi10c1sk18m5k7q2kwgllm3v', 'cmjeiktdmg3nek7q2wsg9mmrj', 'farouk.fortier50@example.org', NULL, 'AUTHENTICATED', '2025-12-29 17:22:55.951'),
  ('cmldt0omzvgyck7q2p65tfuwp', 'cmk2kd6dvrepkk7q2odkd66p3', 'cmic4x75ady4vk7q292mamdr8', 'farouk.fortier41@example.org', 'Farouk Fortier', 'ADMIN', '2026-02-08 13:54:00.251'),
  ('cmlltvrl0d8ozk7q2txot755j', 'cmfp24t2i6nlrk7q2brco8o7y', 'cmm0ldz0c8qa9k7q2kr7zxh9b', 'tavish.olsen30@example.org', NULL, 'ADMIN', '2026-02-14 04:40:19.812'),
  ('cmg7ur8a35kjsk7q2zb79gjmk', 'cmj5i4mdnuht7k7q2cdgytwm0', 'cmgaqbbjdrfrxk7q2nbcfvu5b', 'hamza.bellegarde54@example.org', 'Hamza Bellegarde', 'ADMIN', '2025-10-01 10:37:29.643'),
  ('cmjvtv3lwou5uk7q2o89rxtpb', 'cmktervc20fktk7q295jnkvas', NULL, 'walk-in.tavish.dragan35@example.org', NULL, 'PUBLIC', '2026-01-01 19:18:05.828'),
  ('cmfx2g4m2ei5hk7q2ki9f7vzq', 'cmkt2wrs53qrok7q2g9ds92kg', NULL, 'walk-in.lucia.kowalchuk43@example.org', 'Lucía Kowalchuk', 'PUBLIC', '2025-09-23 21:27:20.666'),
  ('cmkhacic3yy77k7q2ze8rfc5t', 'cmjzmvvrcmeo1k7q2sfzbk0bx', NULL, 'walk-in.hamza.bellegarde54@example.org', NULL, 'PUBLIC', '2026-01-16 19:42:41.619'),
  ('cmfssyfeadvpuk7q26be5r4x6', 'cmm9484uenqcvk7q25dk9s5gr', 'cmgaqbbjdrfrxk7q2nbcfvu5b', 'hamza.bellegarde54@example.org', NULL, 'AUTHENTICATED', '2025-09-20 21:50:33.586'),
  ('cmhpoti2plshlk7q2fudw6uec', 'cmlm8a6zpmjafk7q2p0vyelc2', NULL, 'walk-in.noor.houle46@example.org', 'Noor Houle', 'PUBLIC', '2025-11-08 02:50:51.457'),
  ('cml12m4elty53k7q2775uu5pm', 'cmi5f4gg9w224k7q2vp2gj6ir', 'cmly36kx8zpg3k7q2wo4rx2my', 'pavel.olsen42@example.org', 'Pavel Olsen', 'ADMIN', '2026-01-30 16:01:36.717'),
  ('cmlikoz9rbrzpk7q2kspmtuoy', 'cmghsozs1jg9kk7q2nlslsgbx', 'cmic4x75ady4vk7q292mamdr8', 'farouk.fortier41@example.org', 'Farouk Fortier', 'ADMIN', '2026-02-11 21:59:48.111'),
  ('cmh5zgwq3ov4wk7q2e02oyvg8', 'cmkos3sil640bk7q2x0l22lv1', 'cmhx95k7kn64pk7q20fpstlmr', 'noor.houle46@example.org', NULL, 'AUTHENTICATED', '2025-10-25 07:53:36.171'),
  ('cmmclnlkxelt9k7q2wgye1xjo', 'cmfcii7cc7ztuk7q2kgmmmz9r', 'cmjjd6hjgmjqfk7q28eg6tvcy', 'lucia.kowalchuk43@example.org', NULL, 'AUTHENTICATED', '2026-03-04 22:19:48.609'),
  ('cmgga3y5tkq57k7q27qmuejb1', 'cmj5i4mdnuht7k7q2cdgytwm0', NULL, 'walk-in.kiri.engstrom14@example.org', 'Kiri Engström', 'PUBLIC', '2025-10-07 08:09:26.705'),
  ('cmjxgvpvikal4k7q2xp8nw2b3', 'cmlm8a6zpmjafk7q2p0vyelc2', NULL, 'walk-in.tavish.achterberg27@example.org', 'Tavish Achterberg', 'PUBLIC', '2026-01-02 22:50:12.030'),
  ('cmk509sg4e8ggk7q2680x0wq6', 'cmgydtpehpd57k7q2lhbztn2h', NULL, 'walk-in.lucia.lhirondelle44@example.org', 'Lucía L''Hirondelle', 'PUBLIC', '2026-01-08 05:27:24.484'),
  ('cmjv46hzzz4p7k7q240ak7in7', 'cmfcii7cc7ztuk7q2kgmmmz9r', NULL, 'walk-in.tavish.dragan35@example.org', 'Tavish Drăgan', 'PUBLIC', '2026-01-01 07:19:07.679'),
  ('cmfyvfrh8fmzlk7q252f08uku', 'cmfp24t2i6nlrk7q2brco8o7y', 'cmjvfaevjqf6wk7q2dgruxbex', 'dion.engstrom58@example.org', 'Dion Engström', 'ADMIN', '2025-09-25 03:46:38.684'),
  ('cmhfkq71hdt73k7q2x08bzgwb', 'cmi10c1sk18m5k7q2kwgllm3v', 'cmlr1nez8wv4gk7q2xue2el0d', 'oksana.dragan16@example.org', 'Oksana Drăgan', 'AUTHENTICATED', '2025-11-01 00:58:36.965'),
  ('cmlghnf8hf930k7q295gl76kt', 'cmh75ovgt727kk7q22x1snqwj', 'cmkb3nbcqfdh7k7q2euuofqgw', 'lucia.lhirondelle44@example.org', NULL, 'ADMIN', '2026-02-10 10:59:04.289'),
  ('cmluvd5rwopc8k7q2o9d0bk1g', 'cmj5i4mdnuht7k7q2cdgytwm0', 'cmjgrmm9bp3qgk7q2c6z9xkbs', 'farouk.gill51@example.org', 'Farouk Gill', 'AUTHENTICATED', '2026-02-20 12:31:46.556'),
  ('cmkc7m3305hogk7q2bujgbgre', 'cmfcii7cc7ztuk7q2kgmmmz9r', 'cmhx95k7kn64pk7q20fpstlmr', 'noor.houle46@example.org', 'Noor Houle', 'ADMIN', '2026-01-13 06:27:18.684'),
  ('cmgubzcby8dtok7q2u4jw4e7h', 'cmghsozs1jg9kk7q2nlslsgbx', NULL, 'walk-in.farouk.gill51@example.org', 'Farouk Gill', 'PUBLIC', '2025-10-17 04:10:37.486'),
  ('cmk1e2rbfn7y1k7q2z8l14lvy', 'cmfcii7cc7ztuk7q2kgmmmz9r', NULL, 'walk-in.ines.dragan37@example.org', NULL, 'PUBLIC', '2026-01-05 16:42:46.347'),
  ('cmiwjtz19kavjk7q2rksk4ey3', 'cmjaxyiimvplhk7q2ie8jujp1', 'cmhlxro5kmeozk7q2y0e6hzym', 'ines.dragan37@example.org', 'Inès Drăgan', 'AUTHENTICATED', '2025-12-08 02:45:20.925'),
  ('cmijddn277xj7k7q2t1234c8p', 'cmi5f4gg9w224k7q2vp2gj6ir', 'cmju1bk8ljz4nk7q2hqw5vqq3', 'ines.ikeda22@example.org', 'Inès Ikeda', 'ADMIN', '2025-11-28 21:23:40.927'),
  ('cmhad9gwwrdbdk7q29vyui5jc', 'cmlvba58c9i0yk7q28motqzrn', 'cmic4x75ady4vk7q292mamdr8', 'farouk.fortier41@example.org', 'Farouk Fortier', 'ADMIN', '2025-10-28 09:30:48.416'),
  ('cmgt29vb6su1sk7q2pgb0xgyk', 'cmm047svwlxv3k7q2m62oqfbd', 'cmjrpmc6kq9rek7q28880xd5e', 'kiri.jorgensen33@example.org', NULL, 'AUTHENTICATED', '2025-10-16 06:51:06.306'),
  ('cmim7jn15vedck7q2590hd0i3', 'cmk2kd6dvrepkk7q2odkd66p3', 'cmir8hk42fwpfk7q2s8dobl56', 'hamza.dragan18@example.org', 'Hamza Drăgan', 'ADMIN', '2025-11-30 21:03:41.657'),
  ('cmf4fe3c0qa6jk7q2l9axqzcs', 'cmkdnnkm20x4xk7q2qav2q25m', 'cmic4x75ady4vk7q292mamdr8', 'farouk.fortier41@example.org', 'Farouk Fortier', 'ADMIN', '2025-09-03 20:24:21.600'),
  ('cmfvhefm1b30tk7q2275pow87', 'cmfp24t2i6nlrk7q2brco8o7y', 'cmf64dm1i3boik7q24ydbcrfv', 'tavish.dragan35@example.org', NULL, 'AUTHENTICATED', '2025-09-22 18:50:23.497'),
  ('cmfzloqtp3wijk7q2b2fclnhg', 'cmi10c1sk18m5k7q2kwgllm3v', NULL, 'walk-in.oksana.ikeda31@example.org', 'Oksana Ikeda', 'PUBLIC', '2025-09-25 16:01:27.757'),
  ('cmfiaxf19ptrak7q2jcpqs5cs', 'cmktervc20fktk7q295jnkvas', NULL, 'walk-in.kiri.olsen2@example.org', NULL, 'PUBLIC', '2025-09-13 13:28:11.613'),
  ('cmhv9r0s88r6rk7q2oyefuoj2', 'cmi5f4gg9w224k7q2vp2gj6ir', 'cmf2mg53crfo4k7q26c1icgo8', 'gwen.makokis32@example.org', NULL, 'ADMIN', '2025-11-12 00:35:38.552'),
  ('cmlftoam755apk7q2g7nqydb5', 'cmfcii7cc7ztuk7q2kgmmmz9r', 'cml6shx64x0ilk7q210yzqf94', 'gwen.fortier36@example.org', 'Gwen Fortier', 'AUTHENTICATED', '2026-02-09 23:47:54.175'),
  ('cmk2y7v85jl0tk7q29ei6s2bw', 'cmlvba58c9i0yk7q28motqzrn', 'cmlr1nez8wv4gk7q2xue2el0d', 'oksana.dragan16@example.org', 'Oksana Drăgan', 'ADMIN', '2026-01-06 18:54:23.189'),
  ('cmg96ehf2teb0k7q2zspd0ckt', 'cmm9484uenqcvk7q25dk9s5gr', NULL, 'walk-in.kiri.makokis28@example.org', 'Kiri Makokis', 'PUBLIC', '2025-10-02 08:51:16.526'),
  ('cmhxt0zvb6gjck7q2z6szsc3s', 'cmjaxyiimvplhk7q2ie8jujp1', 'cmlxgisohppm5k7q2mp9119bf', 'pavel.ikeda12@example.org', NULL, 'ADMIN', '2025-11-13 19:10:48.983'),
  ('cmm3qpirmvh3dk7q2ybhllx8y', 'cmi10c1sk18m5k7q2kwgllm3v', NULL, 'walk-in.farouk.gill51@example.org', 'Farouk Gill', 'PUBLIC', '2026-02-26 17:31:20.770'),
  ('cmma8sez7csb5k7q2od66kkba', 'cmjzmvvrcmeo1k7q2sfzbk0bx', 'cmkb4qlwku7xfk7q29talwwjh', 'lucia.kowalchuk57@example.org', 'Lucía Kowalchuk', 'AUTHENTICATED', '2026-03-03 06:44:05.971'),
  ('cmki1ow23k1drk7q203lkh92x', 'cmkdnnkm20x4xk7q2qav2q25m', 'cmm0mbm1p0d7sk7q24oau095d', 'kiri.olsen2@example.org', 'Kiri Olsen', 'ADMIN', '2026-01-17 08:28:08.907'),
  ('cmgbwdl1ww7apk7q2wux7cjkl', 'cmi10c1sk18m5k7q2kwgllm3v', 'cml2j7o7thq7ck7q2iwg37r0n', 'celine.nwosu29@example.org', NULL, 'AUTHENTICATED', '2025-10-04 06:33:56.948'),
  ('cmk1yhbcj9guqk7q2freirfq5', 'cmh1nanlefviyk7q2o5j7srf9', 'cmim1r2trw2h7k7q2loz9qgv7', 'kiri.jorgensen38@example.org', 'Kiri Jorgensen', 'AUTHENTICATED', '2026-01-06 02:13:57.811'),
  ('cmlcuhfcdeh0tk7q2ypkmcs9n', 'cmh75ovgt727kk7q22x1snqwj', 'cmk9cllaufh41k7q29kzsc106', 'celine.houle48@example.org', 'Céline Houle', 'ADMIN', '2026-02-07 21:47:14.797'),
  ('cmlwawq3svnxak7q20iqi1xp7', 'cmj5i4mdnuht7k7q2cdgytwm0', 'cmhzrh11z56drk7q2yvq41alk', 'celine.achterberg49@example.org', NULL, 'AUTHENTICATED', '2026-02-21 12:34:39.784'),
  ('cmgcjvmfexhklk7q2c7wpg0el', 'cmm047svwlxv3k7q2m62oqfbd', 'cmf2mg53crfo4k7q26c1icgo8', 'gwen.makokis32@example.org', 'Gwen Makokis', 'AUTHENTICATED', '2025-10-04 17:31:49.706'),
  ('cmjlu18ea5c6zk7q2lfpos835', 'cmm047svwlxv3k7q2m62oqfbd', 'cmmokvdaz29v4k7q2lv7q2pps', 'oksana.gill34@example.org', 'Oksana Gill', 'ADMIN', '2025-12-25 19:25:10.210'),
  ('cmi8kjjjlm6sbk7q2kvoxv3gq', 'cmi5f4gg9w224k7q2vp2gj6ir', NULL, 'walk-in.wanjiru.achterberg3@example.org', 'Wanjiru Achterberg', 'PUBLIC', '2025-11-21 07:58:45.681'),
  ('cmky2uhd05rvyk7q25iuv5y45', 'cmhffquw2df5tk7q2bhzzw6uy', 'cmfqpqyohere9k7q250v0nh7w', 'celine.paquette6@example.org', NULL, 'AUTHENTICATED', '2026-01-28 13:44:48.228'),
  ('cmfj17713smx6k7q2kkeu70g3', 'cmhffquw2df5tk7q2bhzzw6uy', 'cmkbqflii3jgak7q2ii0tnpr8', 'aaliyah.houle47@example.org', 'Aaliyah Houle', 'AUTHENTICATED', '2025-09-14 01:43:37.815'),
  ('cmhzb0fgy0j18k7q2hgtlqcpy', 'cmm9484uenqcvk7q25dk9s5gr', 'cmmfzcr82lj9nk7q2j7yibx8p', 'bram.lhirondelle10@example.org', NULL, 'ADMIN', '2025-11-14 20:22:01.810'),
  ('cmijlv82oxq3vk7q2icfk3mu0', 'cmfp24t2i6nlrk7q2brco8o7y', 'cmkdb0ahyvcyok7q2a0vo8y35', 'hamza.paquette20@example.org', NULL, 'AUTHENTICATED', '2025-11-29 01:21:18.240'),
  ('cmkdprkzyqviyk7q2ag3ehkeu', 'cmm047svwlxv3k7q2m62oqfbd', 'cmgpwyjw2g08ak7q2wklbbmcr', 'celine.cardinal4@example.org', 'Céline Cardinal', 'ADMIN', '2026-01-14 07:43:14.446'),
  ('cmmew3kc6y9y8k7q2bvlg9i09', 'cmf83igrcbymnk7q2cq5dlyou', NULL, 'walk-in.wanjiru.makokis15@example.org', NULL, 'PUBLIC', '2026-03-06 12:47:42.006'),
  ('cmgjxim85tcq9k7q2fghelhmj', 'cmh1nanlefviyk7q2o5j7srf9', 'cmlr1nez8wv4gk7q2xue2el0d', 'oksana.dragan16@example.org', 'Oksana Drăgan', 'ADMIN', '2025-10-09 21:28:00.773'),
  ('cmldvh6fdd5lfk7q2m2hwbk5z', 'cmjaxyiimvplhk7q2ie8jujp1', NULL, 'walk-in.celine.nwosu29@example.org', NULL, 'PUBLIC', '2026-02-08 15:02:49.033'),
  ('cmmnz9d069o9gk7q2npd65a8d', 'cmlvba58c9i0yk7q28motqzrn', 'cmkhglwsanat6k7q29jc0bmcc', 'lucia.fortier17@example.org', 'Lucía Fortier', 'AUTHENTICATED', '2026-03-12 21:26:06.870'),
  ('cmhsaq9h91rzuk7q2iphozmgb', 'cmf83igrcbymnk7q2cq5dlyou', 'cmikv3vltknpbk7q2wx3emu5u', 'farouk.engstrom53@example.org', 'Farouk Engström', 'AUTHENTICATED', '2025-11-09 22:39:44.253'),
  ('cmiqkbvkgs3e3k7q2hsdltnvj', 'cmlm8a6zpmjafk7q2p0vyelc2', NULL, 'walk-in.lucia.kowalchuk57@example.org', 'Lucía Kowalchuk', 'PUBLIC', '2025-12-03 22:12:39.184'),
  ('cmixxx1hvn29rk7q2ywnjlh9u', 'cmi5f4gg9w224k7q2vp2gj6ir', 'cmhx95k7kn64pk7q20fpstlmr', 'noor.houle46@example.org', NULL, 'AUTHENTICATED', '2025-12-09 02:07:24.883'),
  ('cmg305ad5brspk7q2cgi251ij', 'cmfcii7cc7ztuk7q2kgmmmz9r', 'cmm0ldz0c8qa9k7q2kr7zxh9b', 'tavish.olsen30@example.org', 'Tavish Olsen', 'ADMIN', '2025-09-28 01:09:32.729'),
  ('cmi3qa15knar6k7q2qqjuix7k', 'cmkoe21ldj7b7k7q28215c32c', 'cmlr1nez8wv4gk7q2xue2el0d', 'oksana.dragan16@example.org', 'Oksana Drăgan', 'AUTHENTICATED', '2025-11-17 22:40:28.760'),
  ('cml673uz3rif4k7q2dt6x4z3t', 'cmlvba58c9i0yk7q28motqzrn', NULL, 'walk-in.mateus.dragan39@example.org', 'Mateus Drăgan', 'PUBLIC', '2026-02-03 06:06:13.647'),
  ('cmfaqiokffgcjk7q23sjja07x', 'cmhr0a5y7pdw8k7q2cnzlcyej', NULL, 'walk-in.pavel.ikeda12@example.org', 'Pavel Ikeda', 'PUBLIC', '2025-09-08 06:22:28.575'),
  ('cmijon050ikjqk7q2uq7c2mfe', 'cmgydtpehpd57k7q2lhbztn2h', 'cmmokvdaz29v4k7q2lv7q2pps', 'oksana.gill34@example.org', 'Oksana Gill', 'ADMIN', '2025-11-29 02:38:53.556'),
  ('cmml022j7vs2ik7q23ac2xwax', 'cmhr0a5y7pdw8k7q2cnzlcyej', 'cmmfzcr82lj9nk7q2j7yibx8p', 'bram.lhirondelle10@example.org', 'Bram L''Hirondelle', 'ADMIN', '2026-03-10 19:25:07.795'),
  ('cmho6euzm89fhk7q2mzmvw8h7', 'cmkoe21ldj7b7k7q28215c32c', 'cmmfzcr82lj9nk7q2j7yibx8p', 'bram.lhirondelle10@example.org', 'Bram L''Hirondelle', 'AUTHENTICATED', '2025-11-07 01:27:49.090'),
  ('cmgeyri2be4skk7q2mjxtsghj', 'cmjaxyiimvplhk7q2ie8jujp1', NULL, 'walk-in.gwen.fortier52@example.org', 'Gwen Fortier', 'PUBLIC', '2025-10-06 10:04:04.019'),
  ('cmfkgzlk8xbx3k7q2bpnm2eoe', 'cmkt2wrs53qrok7q2g9ds92kg', 'cmfqpqyohere9k7q250v0nh7w', 'celine.paquette6@example.org', 'Céline Paquette', 'ADMIN', '2025-09-15 01:53:23.432'),
  ('cmj8li1ko9g2tk7q26sen5gwi', 'cmfp24t2i6nlrk7q2brco8o7y', NULL, 'walk-in.farouk.fortier41@example.org', NULL, 'PUBLIC', '2025-12-16 13:05:17.688'),
  ('cmk6atnb78tk9k7q2mzwvrnh6', 'cmhffquw2df5tk7q2bhzzw6uy', 'cmkdb0ahyvcyok7q2a0vo8y35', 'hamza.paquette20@example.org', 'Hamza Paquette', 'AUTHENTICATED', '2026-01-09 03:10:33.283'),
  ('cmm4cjdi0ln0sk7q2i2yr7u5h', 'cmi5f4gg9w224k7q2vp2gj6ir', 'cmlb9z6exw2mik7q26624t84g', 'esi.achterberg21@example.org', 'Esi Achterberg', 'AUTHENTICATED', '2026-02-27 03:42:25.560'),
  ('cmjq5lqrffwzuk7q2ett19kmz', 'cmfp24t2i6nlrk7q2brco8o7y', NULL, 'walk-in.hamza.dragan18@example.org', 'Hamza Drăgan', 'PUBLIC', '2025-12-28 20:00:07.611'),
  ('cmjpllzneua6ck7q2z54kfsix', 'cmkos3sil640bk7q2x0l22lv1', NULL, 'walk-in.noor.engstrom59@example.org', NULL, 'PUBLIC', '2025-12-28 10:40:26.810'),
  ('cmfyxkx983auwk7q2c7gwhs2t', 'cmfp24t2i6nlrk7q2brco8o7y', 'cmjvfaevjqf6wk7q2dgruxbex', 'Dion.engstrom58@example.org', 'Signed up twice', 'ADMIN', '2025-09-25 04:46:38.684'),
  ('cmhfmvcthi9s0k7q2edypke05', 'cmi10c1sk18m5k7q2kwgllm3v', 'cmlr1nez8wv4gk7q2xue2el0d', 'Oksana.dragan16@example.org', 'Signed up twice', 'AUTHENTICATED', '2025-11-01 01:58:36.965'),
  ('cmlgjsl0hoxqwk7q2zpg8e6na', 'cmh75ovgt727kk7q22x1snqwj', 'cmkb3nbcqfdh7k7q2euuofqgw', 'Lucia.lhirondelle44@example.org', 'Signed up twice', 'ADMIN', '2026-02-10 11:59:04.289');

INSERT INTO "canvass_visits" ("id", "addressId", "userId", "shiftId", "outcome", "supportLevel", "notes", "durationSeconds", "visitedAt") VALUES
  ('cmgtg3dh23xovk7q2omp6wv5j', 'cmjveru0msax1k7q2wwm38yhl', 'cmg3cfpqsjxd2k7q2h6zkbeg5', NULL, 'REFUSED', 'LEVEL_3', 'Moved in last month.', '659', '2025-10-16 13:17:57.878'),
  ('cmis668s3l8xgk7q2zjqfilyl', 'cmhrwwhgsm4rgk7q2ssbo901n', NULL, NULL, 'MOVED', 'LEVEL_3', 'Wants a call about the bus cuts.', '103', '2025-12-05 01:11:54.099'),
  ('cml8tlt0liw8xk7q2mdut85dz', 'cmktq19lrjrjek7q2yg8q3afm', 'cmkhglwsanat6k7q29jc0bmcc', 'cmkdnnkm20x4xk7q2qav2q25m', 'SPOKE_WITH', NULL, NULL, '206', '20260-02-05 02:11:34.821'),
  ('cmf1whzgvvduck7q2zkjrx9ka', 'cmlyy2m7rom97k7q29dhrxu4b', 'cmir8hk42fwpfk7q2s8dobl56', NULL, 'NOT_HOME', 'LEVEL_4', NULL, '64', '1970-01-01 00:00:00.000'),
  ('cmjbq8e4i0oj6k7q2p4rfu40y', 'cmhyh1w1oxnqek7q203913c5k', NULL, NULL, 'MOVED', 'LEVEL_1', NULL, NULL, '1970-01-01 00:00:00.000'),
  ('cmipib5piznn9k7q24e4lofec', 'cmf6bzu1cqh78k7q2evj7adc3', 'cmffcv7a9k237k7q20kpv95n6', 'cmf212jh3b8eak7q2l1wtiwpb', 'REFUSED', NULL, 'Wants a call about the bus cuts.', '70', '2025-12-03 04:28:20.262'),
  ('cmmmyo764qzo9k7q2jk0y72l5', 'cmfrljdlx5urbk7q2za9smxrw', 'cmf2mg53crfo4k7q26c1icgo8', 'cmi5f4gg9w224k7q2vp2gj6ir', 'SPOKE_WITH', 'LEVEL_3', NULL, '706', '2026-03-12 04:21:53.356'),
  ('cmkcl7qzlewekk7q205ojjqtp', 'cmgosf9dc7rnhk7q21p59n1xv', 'cmf2mg53crfo4k7q26c1icgo8', NULL, 'LEFT_LITERATURE', 'LEVEL_3', 'Takes a lawn sign.', NULL, '2026-01-13 12:48:04.449'),
  ('cmljx416xzr8qk7q2icm6mrpu', 'cmg3ehicbsdtpk7q2f9es3y66', 'cmly36kx8zpg3k7q2wo4rx2my', 'cmlvba58c9i0yk7q28motqzrn', 'COME_BACK_LATER', NULL, NULL, '862', '2026-02-12 20:35:12.009'),
  ('cmhvbqg2lq1wdk7q237rs740u', 'cmgp18rs6nv19k7q2ne86qd0n', 'cmiyzgi11hy52k7q2yy6qt2dk', 'cmjaxyiimvplhk7q2ie8jujp1', 'LEFT_LITERATURE', NULL, NULL, NULL, '2025-11-12 01:31:10.941'),
  ('cmgejb9daivglk7q23h4hf76x', 'cmkwgaiv4f4iik7q22nucng14', 'cmfw8a9ossterk7q2lnsk5o7n', 'cmi10c1sk18m5k7q2kwgllm3v', 'SPOKE_WITH', 'LEVEL_3', 'Works nights, knock late.', NULL, '2025-10-06 02:51:32.014'),
  ('cmlnx1mvccyemk7q2231ew50t', 'cmk18c88a7anpk7q2otakd6wo', 'cmi6s0c74bjxjk7q2vfgcm17c', NULL, 'MOVED', NULL, NULL, '464', '2026-02-15 15:44:24.840'),
  ('cmg2jb86l40h6k7q2eg15dkye', 'cmmmuz3z1szuik7q2dr7y6891', 'cmhs7rs66bo75k7q2gtsm0f76', 'cmgydtpehpd57k7q2lhbztn2h', 'MOVED', NULL, 'Moved in last month.', '452', '2025-09-27 17:18:16.365'),
  ('cmfs57sowwrivk7q21gj73cb5', 'cmiutzyl3bdc2k7q2sz0f3576', 'cmm5kwnoiuy0kk7q2bx6texk2', 'cmjaxyiimvplhk7q2ie8jujp1', 'NOT_HOME', 'LEVEL_4', NULL, '362', '2025-09-20 10:45:59.936'),
  ('cmj75n4q9745uk7q28vsd5brf', 'cmf6iw6yp4y57k7q2h1g4ugwe', 'cmim1r2trw2h7k7q2loz9qgv7', 'cmm047svwlxv3k7q2m62oqfbd', 'REFUSED', 'LEVEL_1', 'Takes a lawn sign.', NULL, '2025-12-15 12:53:35.025'),
  ('cmjkxkrmmycxkk7q27xcfjzov', 'cmidg3fq9f4idk7q2fg4ln5fd', NULL, 'cmjzmvvrcmeo1k7q2sfzbk0bx', 'MOVED', NULL, NULL, '419', '2025-12-25 04:16:34.270'),
  ('cmfk4gx8gvkick7q22oeqb5x1', 'cmggt8lixijmkk7q2zcnn9ny6', NULL, NULL, 'MOVED', 'LEVEL_4', NULL, '869', '2025-09-14 20:02:56.704'),
  ('cmj59il461g65k7q2ruk58xi7', 'cml8v64f0xcd6k7q2r21sjbal', 'cmgpwyjw2g08ak7q2wklbbmcr', 'cmf83igrcbymnk7q2cq5dlyou', 'LEFT_LITERATURE', NULL, NULL, NULL, '2025-12-14 05:06:29.094'),
  ('cmjiulzf6ylo3k7q2d8h3fcpa', 'cmlfw3xe1b43ak7q2m0a0iaqj', 'cmmhrgfltn1rsk7q2397ub5eo', 'cmkdnnkm20x4xk7q2qav2q25m', 'SPOKE_WITH', 'LEVEL_1', NULL, '251', '2025-12-23 17:17:59.826'),
  ('cmj2uyj4hkgfmk7q2eg1nswo3', 'cmlyy2m7rom97k7q29dhrxu4b', 'cmly36kx8zpg3k7q2wo4rx2my', NULL, 'SPOKE_WITH', NULL, 'Wants a call about the bus cuts.', '735', '2025-12-12 12:43:26.417'),
  ('cmfwfxw43mknhk7q24tnau7si', 'cmfx0j6q9yvmqk7q2n3xpo86x', 'cmhzrh11z56drk7q2yvq41alk', 'cmkdnnkm20x4xk7q2qav2q25m', 'MOVED', NULL, NULL, '345', '2025-09-23 10:57:18.291'),
  ('cmf9arf4uz7kqk7q2bwkmee49', 'cmlfw3xe1b43ak7q2m0a0iaqj', 'cmikv3vltknpbk7q2wx3emu5u', 'cmm047svwlxv3k7q2m62oqfbd', 'LEFT_LITERATURE', 'LEVEL_2', NULL, '398', '2025-09-07 06:13:36.222'),
  ('cmjv09ju5x9bqk7q2kqaa2vz6', 'cmmmuz3z1szuik7q2dr7y6891', 'cmhwg9d7f1z6kk7q232p4d9m8', 'cmj5i4mdnuht7k7q2cdgytwm0', 'MOVED', NULL, NULL, '837', '2026-01-01 05:29:31.565'),
  ('cmfv9stefnevdk7q2qq8ioy2c', 'cmjjkz46usomck7q2xmbmh33e', 'cmic4x75ady4vk7q292mamdr8', 'cmlni2aewlqryk7q2snu7x0rv', 'SPOKE_WITH', NULL, NULL, '155', '2025-09-22 15:17:37.623'),
  ('cmfsfs1hlexuck7q2z2p626tn', 'cmirdtqlxwxegk7q2p7eqs1ye', 'cmh1pw0ego05uk7q20f99kyco', 'cmhffquw2df5tk7q2bhzzw6uy', 'SPOKE_WITH', 'LEVEL_1', NULL, '343', '2025-09-20 15:41:40.617'),
  ('cmg90uvuxvguak7q2no910uqv', 'cmk18c88a7anpk7q2otakd6wo', 'cmjjd6hjgmjqfk7q28eg6tvcy', 'cmhffquw2df5tk7q2bhzzw6uy', 'MOVED', NULL, 'Takes a lawn sign.', '280', '2025-10-02 06:16:04.041'),
  ('cmlbx6yi2fqh2k7q2zyg9zuur', 'cmfxvu7f284vik7q2cp5gcu0g', 'cmic4x75ady4vk7q292mamdr8', 'cmfp24t2i6nlrk7q2brco8o7y', 'COME_BACK_LATER', NULL, 'Wants a call about the bus cuts.', NULL, '2026-02-07 06:15:19.082'),
  ('cmjaw3k0d0cxsk7q2nsubo2oo', 'cmibt5s3eyykvk7q2rz70c6of', 'cmhj15ejizis0k7q2nnpvkoee', 'cmfcii7cc7ztuk7q2kgmmmz9r', 'SPOKE_WITH', NULL, NULL, NULL, '2025-12-18 03:37:29.869'),
  ('cmip4pdi7bgw6k7q20ad2pr6u', 'cmlnolza4r5fzk7q2piyevg0c', 'cmlb9z6exw2mik7q26624t84g', NULL, 'COME_BACK_LATER', NULL, NULL, '649', '2025-12-02 22:07:28.927'),
  ('cmhgrw988irmmk7q2rz81hecd', 'cmh9r715tyhzyk7q2vvhniivx', 'cmgaqbbjdrfrxk7q2nbcfvu5b', NULL, 'SPOKE_WITH', 'LEVEL_3', NULL, '321', '2025-11-01 21:07:03.224'),
  ('cmjqgjmi4c3qik7q2uiytlznm', 'cmhbxbusa9jssk7q2wpenblf5', 'cmikv3vltknpbk7q2wx3emu5u', 'cmh1nanlefviyk7q2o5j7srf9', 'COME_BACK_LATER', 'LEVEL_1', NULL, NULL, '2025-12-29 01:06:24.556'),
  ('cml1wmyapa4cnk7q2etw1rvr3', 'cmk3tkb9at3nbk7q2pr3tbfwj', 'cmlb9z6exw2mik7q26624t84g', NULL, 'LEFT_LITERATURE', 'LEVEL_4', 'Takes a lawn sign.', '899', '2026-01-31 06:02:03.937'),
  ('cmi0ifut7jh8ak7q2hrjs6yib', 'cmgp18rs6nv19k7q2ne86qd0n', 'cmmhrgfltn1rsk7q2397ub5eo', 'cmjaxyiimvplhk7q2ie8jujp1', 'MOVED', 'LEVEL_1', NULL, '648', '2025-11-15 16:37:45.019'),
  ('cmfxx45hdf84hk7q2a2ove0j7', 'cmibt5s3eyykvk7q2rz70c6of', 'cmmfzcr82lj9nk7q2j7yibx8p', 'cmkt2wrs53qrok7q2g9ds92kg', 'SPOKE_WITH', 'LEVEL_1', NULL, '888', '2025-09-24 11:45:50.017'),
  ('cmgqhhatv4rgbk7q2fno4hx39', 'cmjdch3vt0wkok7q23gbd68uj', 'cmhlxro5kmeozk7q2y0e6hzym', 'cmj5i4mdnuht7k7q2cdgytwm0', 'COME_BACK_LATER', 'LEVEL_4', NULL, NULL, '2025-10-14 11:33:28.723'),
  ('cmkszvtmlq69ek7q2isbb5upx', 'cmlyy2m7rom97k7q29dhrxu4b', NULL, NULL, 'NOT_HOME', NULL, NULL, NULL, '2026-01-25 00:23:01.053'),
  ('cmf55c24xucxuk7q2aguvu4d2', 'cmgc1hi2vfsjjk7q2zjn6kfxj', 'cmg3cfpqsjxd2k7q2h6zkbeg5', 'cmm047svwlxv3k7q2m62oqfbd', 'SPOKE_WITH', NULL, 'Takes a lawn sign.', NULL, '2025-09-04 08:30:36.753'),
  ('cmk3ow0uc743bk7q2875dbpko', 'cmls7n97gawaqk7q218w0ijn5', 'cmkdb0ahyvcyok7q2a0vo8y35', NULL, 'COME_BACK_LATER', NULL, 'Works nights, knock late.', '498', '2026-01-07 07:21:00.228'),
  ('cmgq9gkh18j9ak7q2hziom8pe', 'cmm9hmd4844zdk7q26twcdz0s', 'cmf6bh9xsizjfk7q2qbfrk0uh', 'cmktervc20fktk7q295jnkvas', 'REFUSED', 'LEVEL_3', 'Asked to come back after supper.', '597', '2025-10-14 07:48:57.637'),
  ('cmfvjuwwvl4eik7q2ddv3e5vt', 'cmis2pfxrbm0zk7q2zp4n65wk', 'cmkhglwsanat6k7q29jc0bmcc', 'cmi5f4gg9w224k7q2vp2gj6ir', 'LEFT_LITERATURE', NULL, NULL, '622', '2025-09-22 19:59:11.647'),
  ('cmkhl2naqt9y2k7q2pimx23tk', 'cmjvznn7j678uk7q2jkbsp83s', 'cmfsc1czjz56wk7q24clubqmw', 'cmm047svwlxv3k7q2m62oqfbd', 'COME_BACK_LATER', NULL, NULL, '316', '2026-01-17 00:42:57.266'),
  ('cmg0gm4j23bt4k7q2m27c4w17', 'cmhr5hdeqwaphk7q2wnzj6qg8', 'cmju1bk8ljz4nk7q2hqw5vqq3', 'cmjzmvvrcmeo1k7q2sfzbk0bx', 'SPOKE_WITH', NULL, NULL, '747', '2025-09-26 06:27:13.646'),
  ('cmfjn9a6frwj3k7q2h6544aqb', 'cmgygqtn473xck7q21uvuejop', 'cmikv3vltknpbk7q2wx3emu5u', 'cmhffquw2df5tk7q2bhzzw6uy', 'NOT_HOME', NULL, NULL, '62', '2025-09-14 12:01:06.759'),
  ('cmlsv14t7w7k1k7q26ja1wkp0', 'cmhlrf6wzw7ghk7q2tliqiczw', 'cmf64dm1i3boik7q24ydbcrfv', 'cmghsozs1jg9kk7q2nlslsgbx', 'COME_BACK_LATER', NULL, NULL, NULL, '2026-02-19 02:46:53.083'),
  ('cmg6n6jufrldhk7q29ina3su7', 'cmh2kcdwan1u8k7q2jym8h7g6', NULL, 'cmlni2aewlqryk7q2snu7x0rv', 'NOT_HOME', 'LEVEL_4', NULL, '407', '2025-09-30 14:17:41.367'),
  ('cmh48d1yurll4k7q2wd93izl4', 'cmhqd478384hxk7q2iwt8r24k', 'cmlusuu3fylcvk7q23d7vcyds', NULL, 'REFUSED', 'LEVEL_2', 'Takes a lawn sign.', '332', '2025-10-24 02:27:00.534'),
  ('cmhedtl9dehf6k7q2kbnlxmyj', 'cmje4cltnuditk7q2nbm3lncz', 'cmmfzcr82lj9nk7q2j7yibx8p', 'cmfp24t2i6nlrk7q2brco8o7y', 'SPOKE_WITH', NULL, 'Takes a lawn sign.', '326', '2025-10-31 04:57:31.873'),
  ('cmlk398b8i62bk7q2lpm6q043', 'cmf6bzu1cqh78k7q2evj7adc3', 'cmhuiqnf2uqpck7q2pnzp1w0n', 'cmh75ovgt727kk7q22x1snqwj', 'MOVED', NULL, NULL, '700', '2026-02-12 23:27:12.212'),
  ('cmgjrule53o3bk7q2jo857z7c', 'cmhrmaoiamjamk7q2ja6clci7', 'cmhyt79dqsvfak7q2bsqrh42u', NULL, 'SPOKE_WITH', NULL, 'Wants a call about the bus cuts.', NULL, '2025-10-09 18:49:21.869'),
  ('cmgizgeim6ibsk7q2jahq40ty', 'cmmlzbllfl1fwk7q2lxhcnpgb', 'cmg3cfpqsjxd2k7q2h6zkbeg5', 'cmi5f4gg9w224k7q2vp2gj6ir', 'MOVED', 'LEVEL_2', 'Takes a lawn sign.', '131', '2025-10-09 05:34:30.526'),
  ('cmhlbx10sts34k7q28xdiy8fu', 'cmhcl3vi916zpk7q283numvjz', 'cmkmaf7ukqpdxk7q2qsysjq3v', 'cmjzmvvrcmeo1k7q2sfzbk0bx', 'COME_BACK_LATER', NULL, NULL, NULL, '2025-11-05 01:38:36.268'),
  ('cmjmaf5x7pqdmk7q2fui9l6zf', 'cml3vza1n8ot9k7q2w4bvo7l8', 'cmh7d90ztgu0mk7q2xl7s05lw', NULL, 'MOVED', NULL, 'Takes a lawn sign.', '305', '2025-12-26 03:03:54.043'),
  ('cml3wbq6nm7eek7q2zhken77i', 'cmibodyfo68kxk7q2kogzyxy0', 'cmgpwyjw2g08ak7q2wklbbmcr', 'cmi10c1sk18m5k7q2kwgllm3v', 'LEFT_LITERATURE', NULL, 'Asked to come back after supper.', '844', '2026-02-01 15:28:52.559'),
  ('cmm3yjvqou4kyk7q2cphosqp0', 'cmjycct2atxtfk7q28wfc7w12', NULL, 'cmh1nanlefviyk7q2o5j7srf9', 'SPOKE_WITH', NULL, NULL, '871', '2026-02-26 21:10:54.576'),
  ('cmlefw2fk3w84k7q2szvdrptc', 'cmgygqtn473xck7q21uvuejop', 'cmj6oi3uioa4nk7q2331h7z4y', NULL, 'COME_BACK_LATER', 'LEVEL_1', 'Takes a lawn sign.', NULL, '2026-02-09 00:34:16.016'),
  ('cmm3zbjvxhsv9k7q2au7hs5fw', 'cmm97vjgid00ok7q2yj0kmyrs', NULL, 'cmlm8a6zpmjafk7q2p0vyelc2', 'REFUSED', 'LEVEL_2', 'Works nights, knock late.', NULL, '2026-02-26 21:32:25.581'),
  ('cmhkehbp9l3tnk7q2m72tt5dm', 'cmhf0asmb5kvvk7q20v320aqd', 'cmhlxro5kmeozk7q2y0e6hzym', NULL, 'MOVED', 'LEVEL_3', NULL, NULL, '2025-11-04 10:02:36.285'),
  ('cmjc6hseunwxxk7q2ocvozlwx', 'cmh2kcdwan1u8k7q2jym8h7g6', 'cmhx95k7kn64pk7q20fpstlmr', 'cmfcii7cc7ztuk7q2kgmmmz9r', 'REFUSED', 'LEVEL_3', 'Takes a lawn sign.', '103', '2025-12-19 01:16:16.278'),
  ('cmiksfitht0iik7q27fkxlpj4', 'cmhlrf6wzw7ghk7q2tliqiczw', 'cmm4zx85izq1dk7q23nxxp931', 'cmkdnnkm20x4xk7q2qav2q25m', 'MOVED', 'LEVEL_1', NULL, '125', '2025-11-29 21:12:49.157'),
  ('cmmcgzycfhbt8k7q23sobvhh1', 'cmhr5hdeqwaphk7q2wnzj6qg8', 'cmkb3nbcqfdh7k7q2euuofqgw', 'cmh1nanlefviyk7q2o5j7srf9', 'MOVED', 'LEVEL_2', 'Moved in last month.', NULL, '2026-03-04 20:09:26.943'),
  ('cmltetcofgbrik7q21yr660h6', 'cmkzy3dvz74ynk7q2yk2m9azd', 'cmir8hk42fwpfk7q2s8dobl56', 'cmkoe21ldj7b7k7q28215c32c', 'NOT_HOME', 'LEVEL_1', NULL, '494', '2026-02-19 12:00:42.351'),
  ('cmkwyeiayz9uek7q2nbc9hhv9', 'cmfqvupv4tf1kk7q286m4xkwi', 'cmkdb0ahyvcyok7q2a0vo8y35', 'cmi10c1sk18m5k7q2kwgllm3v', 'MOVED', 'LEVEL_2', NULL, '45', '2026-01-27 18:52:38.314'),
  ('cmlzb4s0c7dcik7q2ct38et2m', 'cmjv5f8171ipdk7q22448p88q', 'cmim1r2trw2h7k7q2loz9qgv7', 'cmhr0a5y7pdw8k7q2cnzlcyej', 'SPOKE_WITH', NULL, NULL, '837', '2026-02-23 15:04:14.028'),
  ('cmlfhxnqef49rk7q2ucf8va3t', 'cmijc6krqb1nik7q2stqkcw8w', 'cmhlxro5kmeozk7q2y0e6hzym', 'cmi5f4gg9w224k7q2vp2gj6ir', 'MOVED', NULL, NULL, '14', '2026-02-09 18:19:15.686'),
  ('cmlewoictg6gqk7q28gg40g76', 'cmiy4u3ow3yjsk7q2g4ez8xot', 'cmfw8a9ossterk7q2lnsk5o7n', 'cmh1nanlefviyk7q2o5j7srf9', 'NOT_HOME', 'LEVEL_4', NULL, NULL, '2026-02-09 08:24:16.877'),
  ('cmjtqvmvaxoh3k7q2wlguhalv', 'cmjz40etyylhjk7q2bmjqug0t', 'cml6shx64x0ilk7q210yzqf94', NULL, 'REFUSED', 'LEVEL_3', NULL, '651', '2025-12-31 08:18:59.590'),
  ('cmj00gp7ujrt9k7q2up26udsz', 'cmhyx9i7jqsmuk7q2rxi9nwmy', 'cmg3cfpqsjxd2k7q2h6zkbeg5', 'cmktervc20fktk7q295jnkvas', 'COME_BACK_LATER', NULL, 'Wants a call about the bus cuts.', '45', '2025-12-10 12:54:13.674'),
  ('cmiqpux2x13opk7q22m6g5pf9', 'cmfbze9ohkhedk7q2pzifm4rq', 'cmffcv7a9k237k7q20kpv95n6', 'cmghsozs1jg9kk7q2nlslsgbx', 'COME_BACK_LATER', NULL, NULL, '680', '2025-12-04 00:47:25.689'),
  ('cmidmzprfsjkmk7q20ux47f52', 'cmm9hmd4844zdk7q26twcdz0s', 'cmjjd6hjgmjqfk7q28eg6tvcy', NULL, 'COME_BACK_LATER', 'LEVEL_2', 'Takes a lawn sign.', '797', '2025-11-24 21:06:10.347'),
  ('cmh9wlxxqdziek7q2enjl450y', 'cmgp18rs6nv19k7q2ne86qd0n', NULL, 'cmfp24t2i6nlrk7q2brco8o7y', 'LEFT_LITERATURE', NULL, NULL, '269', '2025-10-28 01:44:36.878'),
  ('cmjnauqlp3g1gk7q2whjyqu5t', 'cmhmzfpqxeuc7k7q2vkrvulyq', 'cmhj15ejizis0k7q2nnpvkoee', NULL, 'LEFT_LITERATURE', 'LEVEL_3', 'Works nights, knock late.', '862', '2025-12-26 20:03:46.861'),
  ('cmm8jowwet2zbk7q2n2qt3jn5', 'cmkxhlq1t45dbk7q2jmqaon83', 'cmg37oedi0xttk7q2kycs1lfo', 'cmkt2wrs53qrok7q2g9ds92kg', 'MOVED', NULL, NULL, NULL, '2026-03-02 02:13:45.998'),
  ('cmm4x91m7qfzxk7q2g1ekmclj', 'cmjjkz46usomck7q2xmbmh33e', 'cmhj15ejizis0k7q2nnpvkoee', 'cmlm8a6zpmjafk7q2p0vyelc2', 'MOVED', NULL, NULL, NULL, '2026-02-27 13:22:15.535'),
  ('cmmld48059vskk7q2zw40kwed', 'cmhjfcrb8ygjmk7q2fw2x7gi1', 'cmjjd6hjgmjqfk7q28eg6tvcy', 'cmghsozs1jg9kk7q2nlslsgbx', 'NOT_HOME', 'LEVEL_3', 'Asked to come back after supper.', '466', '2026-03-11 01:30:43.205'),
  ('cmg8fy1uztn3fk7q248pouk1q', 'cmf6bzu1cqh78k7q2evj7adc3', 'cmjjd6hjgmjqfk7q28eg6tvcy', 'cmh1nanlefviyk7q2o5j7srf9', 'NOT_HOME', 'LEVEL_1', 'Wants a call about the bus cuts.', '762', '2025-10-01 20:30:39.851'),
  ('cmiqawv4afum9k7q2mv6wr6hv', 'cmm0xp5cjvoi4k7q2zc74vktr', 'cmg3cfpqsjxd2k7q2h6zkbeg5', NULL, 'REFUSED', NULL, NULL, '477', '2025-12-03 17:49:02.218'),
  ('cmm3in1hjbezbk7q2969196zs', 'cmh6me9nj8vrvk7q2kfc8z0qm', 'cmikv3vltknpbk7q2wx3emu5u', 'cmghsozs1jg9kk7q2nlslsgbx', 'COME_BACK_LATER', 'LEVEL_1', NULL, '108', '2026-02-26 13:45:28.135'),
  ('cml5lvatrkcjmk7q2d7nh3561', 'cmjdch3vt0wkok7q23gbd68uj', 'cmgaqbbjdrfrxk7q2nbcfvu5b', 'cmhr0a5y7pdw8k7q2cnzlcyej', 'COME_BACK_LATER', NULL, NULL, NULL, '2026-02-02 20:11:42.351'),
  ('cmmj5munkdzmdk7q2ovcrmmpf', 'cmmpruuv3y6cmk7q2syn1u6ba', NULL, 'cmh75ovgt727kk7q22x1snqwj', 'SPOKE_WITH', NULL, NULL, '597', '2026-03-09 12:25:43.088'),
  ('cmk3gufaz0x6lk7q236vu1tal', 'cmjnxacumx1u6k7q2892l2jap', 'cmml26miym7msk7q2lgbelrgl', 'cmhr0a5y7pdw8k7q2cnzlcyej', 'REFUSED', 'LEVEL_2', 'Asked to come back after supper.', '615', '2026-01-07 03:35:48.731'),
  ('cmkpd32dhzl73k7q2qvuuhf4t', 'cmhtm2o8htrehk7q25qa3d4cp', 'cmfsc1czjz56wk7q24clubqmw', 'cmm047svwlxv3k7q2m62oqfbd', 'NOT_HOME', NULL, NULL, NULL, '2026-01-22 11:21:29.285'),
  ('cmkzrjnclzeeuk7q2qd3aur2w', 'cmmglx7ln6qebk7q2c16sx08n', 'cmir8hk42fwpfk7q2s8dobl56', 'cmm047svwlxv3k7q2m62oqfbd', 'LEFT_LITERATURE', NULL, 'Wants a call about the bus cuts.', NULL, '2026-01-29 18:03:59.349'),
  ('cmlzhnjtcdtf7k7q208xrjc07', 'cmijc6krqb1nik7q2stqkcw8w', NULL, 'cmjaxyiimvplhk7q2ie8jujp1', 'REFUSED', 'LEVEL_3', NULL, '157', '2026-02-23 18:06:47.568'),
  ('cmjh8iy9rfjv9k7q22tmu17l5', 'cmi12ex125u38k7q2mfn92o1q', 'cmmhrgfltn1rsk7q2397ub5eo', 'cmjaxyiimvplhk7q2ie8jujp1', 'COME_BACK_LATER', 'LEVEL_2', NULL, NULL, '2025-12-22 14:12:00.639'),
  ('cmj5fn3oqqw8yk7q29yb7g4rl', 'cmh0u2h23246tk7q2se785mxx', 'cmmokvdaz29v4k7q2lv7q2pps', 'cmjzmvvrcmeo1k7q2sfzbk0bx', 'MOVED', 'LEVEL_2', NULL, NULL, '2025-12-14 07:57:57.482'),
  ('cmib0l0jjpnhsk7q28pg7zla2', 'cmlmjfvlehgibk7q2x504u7pl', 'cmlr1nez8wv4gk7q2xue2el0d', NULL, 'MOVED', NULL, 'Asked to come back after supper.', NULL, '2025-11-23 01:03:20.575'),
  ('cml0e82o6atfnk7q2md2t817r', 'cmkqgm04k1vazk7q20gbm386o', 'cmf6bh9xsizjfk7q2qbfrk0uh', NULL, 'NOT_HOME', 'LEVEL_3', 'Works nights, knock late.', NULL, '2026-01-30 04:38:50.502'),
  ('cmjhsfk1cg15wk7q26dlc6x0p', 'cmiy4u3ow3yjsk7q2g4ez8xot', 'cmim1r2trw2h7k7q2loz9qgv7', NULL, 'LEFT_LITERATURE', NULL, NULL, '193', '2025-12-22 23:29:14.544'),
  ('cmh31a8520tl0k7q2prgh48p1', 'cmhjfcrb8ygjmk7q2fw2x7gi1', 'cmi6s0c74bjxjk7q2vfgcm17c', NULL, 'REFUSED', 'LEVEL_2', 'Asked to come back after supper.', '798', '2025-10-23 06:21:05.078'),
  ('cmkps1gbbj6wuk7q2obfef7it', 'cmm97vjgid00ok7q2yj0kmyrs', 'cmmokvdaz29v4k7q2lv7q2pps', 'cmm047svwlxv3k7q2m62oqfbd', 'LEFT_LITERATURE', NULL, NULL, '848', '2026-01-22 18:20:08.279'),
  ('cmk7n16dz1badk7q2galhihb3', 'cmhj7evv0lm9ak7q22w0x47so', 'cmhj15ejizis0k7q2nnpvkoee', 'cmi5f4gg9w224k7q2vp2gj6ir', 'REFUSED', 'LEVEL_3', 'Moved in last month.', NULL, '2026-01-10 01:40:06.167'),
  ('cmkvg3o9biygok7q2915drhma', 'cmfx0j6q9yvmqk7q2n3xpo86x', 'cmim1r2trw2h7k7q2loz9qgv7', 'cmjaxyiimvplhk7q2ie8jujp1', 'LEFT_LITERATURE', 'LEVEL_2', NULL, NULL, '2026-01-26 17:32:33.551'),
  ('cmjz3bbzoswayk7q2qcarihat', 'cmi0uwkjzsjr0k7q2ilmxv5tl', 'cmhzrh11z56drk7q2yvq41alk', 'cmj5i4mdnuht7k7q2cdgytwm0', 'SPOKE_WITH', 'LEVEL_1', NULL, '723', '2026-01-04 02:05:58.260'),
  ('cmmlhoqwavs93k7q2c105w9qo', 'cmjnrx17qgjtdk7q2gtw5dg28', NULL, 'cmh1nanlefviyk7q2o5j7srf9', 'SPOKE_WITH', NULL, 'Works nights, knock late.', '857', '2026-03-11 03:38:39.274'),
  ('cmkdt37vg8nb4k7q2kve685mb', 'cmic4jihxoxdak7q2mvu4si9j', 'cmm5kwnoiuy0kk7q2bx6texk2', 'cmkoe21ldj7b7k7q28215c32c', 'REFUSED', NULL, 'Moved in last month.', '459', '2026-01-14 09:16:16.156'),
  ('cmk1foxsmuwlsk7q28td8ymrs', 'cmluvqwiryatbk7q2pck6g4hf', 'cmmfzcr82lj9nk7q2j7yibx8p', 'cmkoe21ldj7b7k7q28215c32c', 'NOT_HOME', NULL, NULL, NULL, '2026-01-05 17:28:00.790'),
  ('cmgnh986gmrmok7q2uq68ldp7', 'cmkwgaiv4f4iik7q22nucng14', 'cmjvfaevjqf6wk7q2dgruxbex', 'cmkt2wrs53qrok7q2g9ds92kg', 'NOT_HOME', 'LEVEL_4', NULL, NULL, '2025-10-12 09:03:53.512'),
  ('cmgqeydfbm8gjk7q2yfutue9z', 'cml3vza1n8ot9k7q2w4bvo7l8', 'cmkhglwsanat6k7q29jc0bmcc', NULL, 'NOT_HOME', 'LEVEL_4', NULL, NULL, '2025-10-14 10:22:46.391'),
  ('cmi9lq838my20k7q2vqyxdp8m', 'cmic4jihxoxdak7q2mvu4si9j', NULL, 'cmkdnnkm20x4xk7q2qav2q25m', 'REFUSED', NULL, NULL, '128', '2025-11-22 01:19:43.220'),
  ('cmjm80ljnpfbmk7q2e2pwkghj', 'cmi12ex125u38k7q2mfn92o1q', 'cmjjd6hjgmjqfk7q28eg6tvcy', NULL, 'REFUSED', NULL, 'Wants a call about the bus cuts.', NULL, '2025-12-26 01:56:35.219');

INSERT INTO "site_settings" ("id", "organizationName", "theme", "smtpHost", "smtpPassword", "updatedAt") VALUES
  ('default', 'River Valley Neighbours', '{"colorPrimary": "#005a9c", "borderRadius": 8, "fontScale": 1.125}', 'smtp.example.org', 'cm-smtp-7f3a91d2', '2026-02-20 09:15:00.250');

INSERT INTO "videos" ("id", "path", "filename", "title", "directory_type", "file_size", "file_hash", "duration_seconds", "width", "height", "has_audio", "is_valid", "tags", "created_at") VALUES
  ('1', '/media/inbox/clip-1.mp4', 'clip-1.mp4', 'Rally at the legislature', 'inbox', '3079418602', '01e0821028b4bebf5aea7b5954fab644d7b21c35ce6e2f4db5ed7f027e2e570f', '4285', '1920', '1080', NULL, 't', '[]', '2025-11-01 06:53:13.809203+00'),
  ('2', '/media/curated/clip-2.mp4', 'clip-2.mp4', 'Phone bank', 'curated', '1147060626', 'c50056c44318914d3ed58b87ac833eea704fbcc1ae6bac81df6b5b1d86eb4b35', '728', '1920', '1080', 'f', 't', '["rally"]', '2025-12-07 16:34:00.111618+00'),
  ('3', '/media/studios/clip-3.mp4', 'clip-3.mp4', NULL, 'studios', '249382328', '3358ac35481ea85fdcd3d4970ef24a7e5b321712efbad2aff9172712abce0958', '1270', '1920', '1080', 't', 't', '["rally","b-roll"]', '2025-11-28 17:43:09.542303+00'),
  ('4', '/media/highlights/clip-4.mp4', 'clip-4.mp4', NULL, 'highlights', '2753698973', '7e56d43cc2c2330b2bef9f62d1cefcdf5537bed3e8b759a53cb9c5883ef538fa', '3963', '1920', '1080', 't', 't', '[]', '2025-12-28 16:56:41.781407+00'),
  ('5', '/media/inbox/clip-5.mp4', 'clip-5.mp4', 'Why we march', 'inbox', '824567203', 'bed61822d4b9d4bab01709f27eebdaea7546021c448f14a4d6ec2877056c2bdd', '1501', '1920', '1080', 't', 't', '["rally"]', '2026-01-23 23:06:54.153323+00'),
  ('6', '/media/curated/clip-6.mp4', 'clip-6.mp4', NULL, 'curated', '436744701', NULL, '4822', '1920', '1080', 't', 'f', '["rally","b-roll"]', '2025-12-03 02:38:24.268885+00'),
  ('7', '/media/studios/clip-7.mp4', 'clip-7.mp4', NULL, 'studios', '1148532167', 'ba789c11c156d0085c2bbf1bd006a98581d679ea4996b770a7545ca7b0575ded', '1214', '1920', '1080', 't', 't', '[]', '2026-01-18 22:34:27.292589+00'),
  ('8', '/media/highlights/clip-8.mp4', 'clip-8.mp4', 'Phone bank', 'highlights', '1941678271', 'ded045ff054fc903f7ad896895be6918318f05fd7f98cd51c82ad8c78822db82', '1498', '1920', '1080', NULL, 't', '["rally"]', '2025-10-30 06:14:15.683290+00'),
  ('9', '/media/inbox/clip-9.mp4', 'clip-9.mp4', 'Phone bank', 'inbox', '3970068539', '5fad4b3b073e896aaceef1d479e53e0b1bce747597f7f96fa02daabf073c2d99', '4967', '1920', '1080', 'f', 't', '["rally","b-roll"]', '2025-10-06 14:22:20.313971+00'),
  ('10', '/media/curated/clip-10.mp4', 'clip-10.mp4', 'Phone bank', 'curated', '293146139', 'a93def96b101c16ba6c9c3604e454e5248025b69786ea10f6174a653e1b93ab6', '999', '1920', '1080', 't', 't', '[]', '2026-03-14 23:31:14.973334+00'),
  ('11', '/media/studios/clip-11.mp4', 'clip-11.mp4', 'B-roll: river valley', 'studios', '186568210', '42509e9ec1e8631f04a04b33a7c65a33859b878751e1c3e71d4e254629fbc4cc', '3700', '1920', '1080', 't', 't', '["rally"]', '2026-01-13 22:27:55.054473+00'),
  ('12', '/media/highlights/clip-12.mp4', 'clip-12.mp4', 'B-roll: river valley', 'highlights', '918382599', NULL, '3337', '1920', '1080', 't', 't', '["rally","b-roll"]', '2025-09-25 16:41:18.260392+00'),
  ('13', '/media/inbox/clip-13.mp4', 'clip-13.mp4', NULL, 'inbox', NULL, NULL, NULL, '1920', '1080', 't', 't', '[]', '2026-01-13 15:47:11.950028+00'),
  ('14', '/media/curated/clip-14.mp4', 'clip-14.mp4', 'B-roll: river valley', 'curated', '2940016062', 'a33fc5a28e0da85f3057776ea72f3e17063255ec233046996c5065e1ebb0bc1a', '4837', '1920', '1080', 'f', 't', '["rally"]', '2026-02-20 15:14:12.389285+00'),
  ('15', '/media/studios/clip-15.mp4', 'clip-15.mp4', 'Door knocking 101', 'studios', '3028939076', '1ede5cca43964306bb6361131314e999ce4a5e8de43353b723390467bc086dd1', '1551', '1920', '1080', NULL, 't', NULL, '2025-10-03 14:31:29.128006+00'),
  ('16', '/media/highlights/clip-16.mp4', 'clip-16.mp4', 'Why we march', 'highlights', '1918136567', NULL, '4529', '1920', '1080', 't', 't', '[]', '2026-01-31 00:37:08.314395+00'),
  ('17', '/media/inbox/clip-17.mp4', 'clip-17.mp4', 'Rally at the legislature', 'inbox', '2526008610', 'eea0bf003960eeb6b8081f6c17c856429ee7cf18bcc2ae92665796fe720c890e', '4755', '1920', '1080', 't', 't', '["rally"]', '2026-01-16 21:26:07.170415+00'),
  ('18', '/media/curated/clip-18.mp4', 'clip-18.mp4', 'Rally at the legislature', 'curated', '3784036303', '4ce97d23dd897ca386b6524f4e0db5c94ff44838dd447edecbe9c3f560a34677', NULL, '1920', '1080', 'f', 't', '["rally","b-roll"]', '2026-03-07 08:50:18.277789+00'),
  ('19', '/media/studios/clip-19.mp4', 'clip-19.mp4', 'B-roll: river valley', 'studios', '97682257', 'cb7e7e54d406da1572401c0c8e635da96fd87433eac33a7c4a59f87fa08b8ce9', NULL, '1920', '1080', 't', 't', '[]', '2025-11-06 16:28:37.327757+00'),
  ('20', '/media/highlights/clip-20.mp4', 'clip-20.mp4', NULL, 'highlights', '435231594', '7e783b4c618764254585fbd8e18b8c5346d2676a29f49b942eb165e520affd0f', NULL, '1920', '1080', 't', 't', '["rally"]', '2025-11-10 09:35:09.816463+00'),
  ('21', '/media/inbox/clip-21.mp4', 'clip-21.mp4', 'Why we march', 'inbox', '3804421799', 'a52e40fe70f279746ef5334e6e445e16869aa709bfc473e6791d683f30b1a4b3', '1269', '1920', '1080', 't', 't', '["rally","b-roll"]', '2025-09-24 14:44:02.793036+00'),
  ('22', '/media/curated/clip-22.mp4', 'clip-22.mp4', 'Why we march', 'curated', '3304589194', '8bc7dd9f3fb744903c2e4ec24d8cfca304909ef569e3234716f34b3052fe9eed', '2573', '1920', '1080', NULL, 't', '[]', '2026-01-13 11:41:36.579936+00'),
  ('23', '/media/studios/clip-23.mp4', 'clip-23.mp4', 'Why we march', 'studios', '1431821141', NULL, '2207', '1920', '1080', 't', 't', '["rally"]', '2025-10-06 07:51:53.692154+00'),
  ('24', '/media/highlights/clip-24.mp4', 'clip-24.mp4', 'Phone bank', 'highlights', '1704409158', 'cd0527b6c8fac429aaa81976c5620bcf05b6d48b7f8424a5bd12e7ea1fb47675', '2724', '1920', '1080', 't', 't', '["rally","b-roll"]', '2025-10-02 03:50:13.707240+00');

INSERT INTO "compilations" ("id", "title", "settings", "created_at") VALUES
  ('e19d5a53-7125-410e-bc0d-559ee3d77ced', 'Best of 2021', '{"transition":"fade","seconds":1.5,"loop":true}', '2025-10-07 15:44:56.520454+00'),
  ('ede57011-cdc6-4d3f-bba6-aaee3c5e7e02', 'Best of 2022', '{"transition":"fade","seconds":1.5,"loop":false}', '2025-11-29 06:00:12.786421+00'),
  ('e5cd7912-e780-48e3-9a24-1367ef7e8356', 'Best of 2023', '{"transition":"fade","seconds":1.5,"loop":false}', '2026-03-08 11:40:38.263342+00'),
  ('bdcaa54f-4747-4560-b9fa-1c06fa4cab80', 'Best of 2024', '{"transition":"fade","seconds":1.5,"loop":false}', '2025-11-24 17:54:23.832236+00'),
  ('4c7c0b42-62d1-4d29-97ce-9456092e68fb', 'Best of 2025', '{"transition":"fade","seconds":1.5,"loop":false}', '2026-01-30 17:30:15.969609+00');

INSERT INTO "compilation_videos" ("compilation_id", "video_id", "position") VALUES
  ('e19d5a53-7125-410e-bc0d-559ee3d77ced', '1', '1'),
  ('e19d5a53-7125-410e-bc0d-559ee3d77ced', '7', '2'),
  ('e19d5a53-7125-410e-bc0d-559ee3d77ced', '15', '3'),
  ('e19d5a53-7125-410e-bc0d-559ee3d77ced', '18', '4'),
  ('ede57011-cdc6-4d3f-bba6-aaee3c5e7e02', '5', '1'),
  ('ede57011-cdc6-4d3f-bba6-aaee3c5e7e02', '6', '2'),
  ('ede57011-cdc6-4d3f-bba6-aaee3c5e7e02', '11', '3'),
  ('ede57011-cdc6-4d3f-bba6-aaee3c5e7e02', '20', '4'),
  ('e5cd7912-e780-48e3-9a24-1367ef7e8356', '4', '1'),
  ('e5cd7912-e780-48e3-9a24-1367ef7e8356', '7', '2'),
  ('e5cd7912-e780-48e3-9a24-1367ef7e8356', '12', '3'),
  ('e5cd7912-e780-48e3-9a24-1367ef7e8356', '17', '4'),
  ('bdcaa54f-4747-4560-b9fa-1c06fa4cab80', '2', '1'),
  ('bdcaa54f-4747-4560-b9fa-1c06fa4cab80', '10', '2'),
  ('bdcaa54f-4747-4560-b9fa-1c06fa4cab80', '13', '3'),
  ('bdcaa54f-4747-4560-b9fa-1c06fa4cab80', '16', '4'),
  ('4c7c0b42-62d1-4d29-97ce-9456092e68fb', '2', '1'),
  ('4c7c0b42-62d1-4d29-97ce-9456092e68fb', '7', '2');

INSERT INTO "jobs" ("id", "type", "status", "params", "created_at") VALUES
  ('f287aafb-7d91-4ffb-9a65-08e8756916a1', 'transcode', 'failed', '{"videoId":3}', '2026-02-26 23:59:18.686468+00'),
  ('ea828511-a00f-4480-b208-53b51441fc92', 'transcode', 'failed', '{"videoId":24}', '2025-12-21 13:15:05.162243+00'),
  ('d1566e87-b0fb-40cd-9718-213691ba23bc', 'transcode', 'failed', '{"videoId":23}', '2026-02-18 09:00:11.304928+00'),
  ('f1692b44-3b0d-4471-b5b5-36925ad5c526', 'transcode', 'running', '{"videoId":12}', '2026-02-22 23:18:41.344521+00'),
  ('0aa903bc-94ad-4de2-b1f2-df6b41dc40de', 'transcode', 'failed', '{"videoId":19}', '2025-11-04 14:00:38.353736+00'),
  ('187eb10e-5bf4-4c32-b68f-945bec7593da', 'transcode', 'failed', '{"videoId":10}', '2025-11-25 19:48:21.929665+00'),
  ('18d37382-a22a-43a6-8ba0-7ab78cad02a6', 'transcode', 'pending', '{"videoId":10}', '2026-03-01 06:19:34.810734+00'),
  ('471ea5d4-b8b1-49df-931b-17f56481ec40', 'transcode', 'completed', '{"videoId":13}', '2025-10-29 17:15:03.864880+00');

INSERT INTO "media_reactions" ("id", "video_id", "user_id", "reaction", "created_at") VALUES
  ('1949f433-673e-4771-b1bc-390b8ab8263e', '21', 'cmgvzp7aryo96k7q25n3dawrs', '👏', '2025-12-31 16:14:07.063355+00'),
  ('415a5ecb-7fac-4a33-bfcd-94fa534892d4', '17', 'cmgvzp7aryo96k7q25n3dawrs', '😂', '2025-12-11 23:32:00.933731+00'),
  ('a2fd7171-fe4d-4278-bb98-8f1442da7e84', '18', 'cmgvzp7aryo96k7q25n3dawrs', '👏', '2026-02-17 10:54:51.983583+00'),
  ('cfb0bd0b-e6d7-43b9-af81-f02a23063b9e', '12', 'cmi6s0c74bjxjk7q2vfgcm17c', '😂', '2025-12-16 21:14:48.882014+00'),
  ('b688f1b8-b1e9-4de9-8b2b-1a0d909d0d85', '15', 'cmhuiqnf2uqpck7q2pnzp1w0n', '❤️', '2026-02-05 08:09:15.902386+00'),
  ('0bab48b6-f885-4ba7-b305-854220da76e3', '3', 'cmmokvdaz29v4k7q2lv7q2pps', '👏', '2025-12-23 15:07:23.153595+00'),
  ('c1608a2a-952a-4caf-8c8e-21f23b4ac9f3', '11', 'cmml26miym7msk7q2lgbelrgl', '😂', '2025-10-28 06:55:00.655988+00'),
  ('c4a99f07-987a-4c1f-97d4-f7b2a1916bba', '11', 'cmmfzcr82lj9nk7q2j7yibx8p', '❤️', '2025-12-06 20:41:43.110637+00'),
  ('74fb9922-88fc-4e0c-a766-d650c563421a', '6', 'cmg3cfpqsjxd2k7q2h6zkbeg5', '👏', '2026-02-15 02:42:29.246427+00'),
  ('bb12694a-da23-4de8-98d7-05bdf9e1d6c2', '8', 'cmfw8a9ossterk7q2lnsk5o7n', '❤️', '2026-01-25 11:41:15.945773+00'),
  ('be014b6d-88a3-4932-a3a5-60aa83c33ed6', '8', 'cmkdb0ahyvcyok7q2a0vo8y35', '😂', '2025-11-13 00:40:21.888963+00'),
  ('b8e94767-a139-4fab-92fe-e4e6d56080f8', '23', 'cml6shx64x0ilk7q210yzqf94', '❤️', '2025-09-03 13:16:31.114766+00'),
  ('c739bed6-69c0-4c85-bd87-9d6087e81940', '3', 'cmhwg9d7f1z6kk7q232p4d9m8', '👏', '2026-01-20 02:20:08.017562+00'),
  ('a391ad5e-b1d7-4e12-b53c-2725955c6038', '15', 'cmjrpmc6kq9rek7q28880xd5e', '😂', '2025-10-24 18:23:52.652131+00'),
  ('094093c2-e503-4adc-961f-513a97e8fc14', '3', 'cmhzrh11z56drk7q2yvq41alk', '❤️', '2026-03-11 21:43:58.655763+00'),
  ('870cb763-6497-4fed-956e-2a64e8904508', '6', 'cmm4zx85izq1dk7q23nxxp931', '👏', '2025-11-24 19:24:56.315539+00'),
  ('b1414fe5-933f-4afa-97d2-50bad64571de', '16', 'cml2j7o7thq7ck7q2iwg37r0n', '👏', '2026-01-05 20:32:35.795156+00'),
  ('50782829-12c3-48a7-9eff-8219a95ee1ba', '15', 'cmk9cllaufh41k7q29kzsc106', '😂', '2025-09-25 14:35:06.198997+00'),
  ('12558cff-5087-4d7e-a181-811bfbaf0cae', '4', 'cmlusuu3fylcvk7q23d7vcyds', '👏', '2025-09-22 02:13:05.864751+00'),
  ('d73d9f7a-035c-4d61-b418-5ee83cbf09f6', '23', 'cmjeiktdmg3nek7q2wsg9mmrj', '❤️', '2025-09-29 09:29:32.744842+00'),
  ('a8b18d2a-90d6-4195-ab54-9c1890f906ef', '19', 'cmk9cllaufh41k7q29kzsc106', '👏', '2025-12-06 19:11:17.615419+00'),
  ('28ce7d48-c676-4353-9532-d62045f8a957', '7', 'cmfqpqyohere9k7q250v0nh7w', '❤️', '2025-10-25 12:07:20.318765+00'),
  ('9f396e07-f719-43ac-8e22-fb3d3b638eb0', '16', 'cmlusuu3fylcvk7q23d7vcyds', '😂', '2026-02-24 17:34:59.813116+00'),
  ('f5d12077-7ab5-4e71-a22c-8315d14fb7bd', '9', 'cmffcv7a9k237k7q20kpv95n6', '❤️', '2025-10-26 22:58:32.955140+00'),
  ('a02fb1b5-3b28-43bf-bf4c-f7ae5dda2d78', '7', 'cmikv3vltknpbk7q2wx3emu5u', '😂', '2025-11-03 23:52:28.604933+00'),
  ('33a452bf-f6fd-4ae2-9f36-4a0fa897ff0f', '15', 'cmlr1nez8wv4gk7q2xue2el0d', '😂', '2026-01-16 10:05:13.318568+00'),
  ('5f08d9b4-dca5-4ccd-ae0b-ae1dea3ef926', '21', 'cmhyt79dqsvfak7q2bsqrh42u', '👏', '2026-03-07 12:23:32.596398+00'),
  ('618bf8e4-a65e-44cd-b608-d8851c1c498f', '10', 'cmjeiktdmg3nek7q2wsg9mmrj', '😂', '2025-10-09 16:25:47.295893+00'),
  ('005f116a-aa37-4b20-87a2-a10e698bf9c4', '13', 'cmf2mg53crfo4k7q26c1icgo8', '❤️', '2025-09-30 18:39:03.781728+00'),
  ('93675931-79e4-4ba3-97bf-2c35eef7fa11', '18', 'cmhzrh11z56drk7q2yvq41alk', '👏', '2026-01-14 22:09:37.806480+00'),
  ('ad291378-adac-4187-93a2-cb9518c9d9af', '2', 'cmh1pw0ego05uk7q20f99kyco', '👏', '2025-10-13 04:34:40.817624+00'),
  ('9dc83ffb-226b-44d3-8355-09dcfc759cbc', '18', 'cmic4x75ady4vk7q292mamdr8', '😂', '2025-09-28 11:35:38.547803+00'),
  ('4c320999-5707-4bdd-9242-cc7e196b837d', '1', 'cmly36kx8zpg3k7q2wo4rx2my', '👏', '2025-12-01 01:10:10.813574+00'),
  ('996806cf-6678-4c52-b201-9bdcf3eb793c', '6', 'cml2j7o7thq7ck7q2iwg37r0n', '❤️', '2025-09-12 12:14:03.491090+00'),
  ('23e6ec47-12fe-4b4d-a3a6-fe482c68cb94', '10', 'cmf2mg53crfo4k7q26c1icgo8', '👏', '2025-12-12 23:08:11.558947+00'),
  ('011335e3-5a7c-4cc8-b649-3051c1a5fbd9', '6', 'cmml26miym7msk7q2lgbelrgl', '❤️', '2025-12-27 09:13:44.274862+00'),
  ('b3c0551c-7c3b-4229-8c8c-7e76cf4d5ab5', '18', 'cmlawk3avru3ak7q2akskosoe', '😂', '2026-01-03 21:34:55.262034+00'),
  ('5ea420f8-22a2-4ed1-b629-a5eb945e8f5e', '4', 'cmlr1nez8wv4gk7q2xue2el0d', '👏', '2025-09-25 13:25:58.818116+00'),
  ('823a10f7-6b13-4bc0-8ccf-c97940e58bf3', '5', 'cmikv3vltknpbk7q2wx3emu5u', '❤️', '2026-01-18 23:18:04.130701+00'),
  ('a0a03890-3568-4f79-abd1-959771586e2b', '7', 'cmly36kx8zpg3k7q2wo4rx2my', '😂', '2025-11-23 22:15:19.694641+00'),
  ('52b87f1b-447a-4962-9d5f-1857e2efe699', '22', 'cmkbqflii3jgak7q2ii0tnpr8', '👏', '2025-09-11 11:24:12.682266+00'),
  ('b304d0d0-a40c-4a23-9e88-a068396149d6', '7', 'cmfw8a9ossterk7q2lnsk5o7n', '❤️', '2026-02-28 08:46:34.854693+00'),
  ('44e50e34-230c-49cf-ac17-b314f5cd4b89', '21', 'cmjvfaevjqf6wk7q2dgruxbex', '❤️', '2026-02-07 18:49:05.129889+00'),
  ('d0d32b6c-fb5f-407b-b80c-b87ed5a530a3', '23', 'cmg37oedi0xttk7q2kycs1lfo', '👏', '2025-12-23 05:26:06.881395+00'),
  ('fc691a31-1eb2-4392-9d5b-6e6154f5d261', '15', 'cmg3cfpqsjxd2k7q2h6zkbeg5', '👏', '2025-12-31 04:52:52.493221+00'),
  ('d6a99a46-073e-4f0f-8275-cac2bd28ff46', '15', 'cmm0mbm1p0d7sk7q24oau095d', '❤️', '2026-03-12 16:08:21.473589+00'),
  ('073353b2-b6d5-4e3f-bbd5-5991db20697d', '6', 'cmkhglwsanat6k7q29jc0bmcc', '😂', '2025-10-18 14:25:02.367383+00'),
  ('bc297c9e-ea77-4cee-8791-f6047ea5e4c1', '13', 'cmhzrh11z56drk7q2yvq41alk', '👏', '2026-02-21 04:21:05.005292+00'),
  ('f96e05c0-5a13-4d3d-ade8-f19d5c8c6272', '13', 'cmlawk3avru3ak7q2akskosoe', '❤️', '2025-12-04 06:26:38.192272+00'),
  ('f101dfb7-01ac-4318-a7fa-981697758539', '15', 'cmg37oedi0xttk7q2kycs1lfo', '❤️', '2025-10-12 07:06:25.933100+00'),
  ('92c4f427-dee3-439e-910c-3bfa51f326fe', '14', 'cmhx95k7kn64pk7q20fpstlmr', '😂', '2025-11-09 01:28:02.136291+00'),
  ('e4bf994c-6255-4d5a-aa45-f515599ee699', '9', 'cmkbqflii3jgak7q2ii0tnpr8', '😂', '2025-12-12 23:26:41.254149+00'),
  ('1c7b1762-57d0-47f2-a6d8-b9373e059658', '15', 'cml2j7o7thq7ck7q2iwg37r0n', '❤️', '2026-02-25 06:55:34.042271+00'),
  ('bcf09553-54a7-472a-a43e-0a072db0961c', '15', 'cml6shx64x0ilk7q210yzqf94', '❤️', '2025-09-16 00:41:19.773648+00'),
  ('35995fd4-df85-45ca-bb40-1c0172f2c891', '9', 'cmh7d90ztgu0mk7q2xl7s05lw', '😂', '2025-11-11 15:21:16.034952+00'),
  ('0b09327c-de19-4216-aaed-6cfa5adc1650', '7', 'cmf6bh9xsizjfk7q2qbfrk0uh', '👏', '2025-12-11 08:14:46.769517+00'),
  ('0f2e8b9f-9433-46f7-bad4-fe59ad43bc01', '4', 'cml6shx64x0ilk7q210yzqf94', '👏', '2026-01-04 08:04:44.047063+00'),
  ('f6624140-58a8-43be-95a6-7e6cd6416c1a', '6', 'cmhyt79dqsvfak7q2bsqrh42u', '❤️', '2025-10-08 20:02:29.349828+00'),
  ('5c2f64c2-6f27-4bd8-b725-f35e750a7586', '24', 'cmkhglwsanat6k7q29jc0bmcc', '👏', '2026-01-31 01:35:39.694805+00'),
  ('05a2541a-3ba2-45ea-87e7-ddd0992bd3fd', '14', 'cmkb3nbcqfdh7k7q2euuofqgw', '👏', '2026-03-08 15:05:36.689134+00'),
  ('65caaf5d-b5f1-4b7e-a7f6-76a919808605', '7', 'cmml26miym7msk7q2lgbelrgl', '😂', '2026-02-16 05:53:16.087931+00'),
  ('271b069d-0fb1-44f4-b542-b972ff2ecb1a', '5', 'cmjvfaevjqf6wk7q2dgruxbex', '😂', '2025-09-04 12:06:34.046778+00'),
  ('8a5c475f-8cbe-46f6-b1b5-36314c319f3b', '18', 'cmmhrgfltn1rsk7q2397ub5eo', '❤️', '2025-12-29 23:20:00.617891+00'),
  ('6de03abf-9941-43f5-9ea1-31e5ef61418d', '20', 'cmhwg9d7f1z6kk7q232p4d9m8', '👏', '2025-12-23 05:45:10.882892+00'),
  ('1d314e62-d472-4281-8e56-00955ebc8ab5', '14', 'cmkmaf7ukqpdxk7q2qsysjq3v', '👏', '2025-10-22 23:37:12.684495+00'),
  ('572c97c5-bc4e-442f-b651-a2f61e621df3', '8', 'cmgaqbbjdrfrxk7q2nbcfvu5b', '😂', '2026-01-05 15:45:05.555862+00'),
  ('e88ecfd1-d198-4781-8918-d6cefdeeb56f', '7', 'cmhj15ejizis0k7q2nnpvkoee', '👏', '2025-09-23 17:41:26.343564+00'),
  ('39dd2225-1d3b-446d-a207-7d5c3e5ca59d', '8', 'cmhwg9d7f1z6kk7q232p4d9m8', '👏', '2025-11-25 08:08:47.495032+00'),
  ('6801d051-75db-4d51-9792-0d824de0a722', '18', 'cmhx95k7kn64pk7q20fpstlmr', '👏', '2025-12-06 07:07:23.587389+00'),
  ('7f78d98c-4d28-4c2b-bb69-04a8662033b8', '11', 'cmly36kx8zpg3k7q2wo4rx2my', '😂', '2025-11-30 07:32:26.573063+00');

INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "logs", "rolled_back_at", "started_at", "applied_steps_count") VALUES
  ('00000000-0000-4000-8000-000000000001', 'c2db22fe726e5d34fcf98b877b7234f0e97017d68e1849bf1f36465f5ef6fd4c', '2025-09-01 12:00:00.250117+00', '20250901120000_init', NULL, NULL, '2025-09-01 12:00:00.000042+00', '1'),
  ('00000000-0000-4000-8000-000000000002', '7b92b5b0f3aa428b0cf244c177d45fbd4018c1da0192793e5f43bf08ac8d84c0', '2025-10-18 09:05:00.250117+00', '20251018090500_tags_and_folders', NULL, NULL, '2025-10-18 09:05:00.000042+00', '1'),
  ('00000000-0000-4000-8000-000000000003', 'd23ce990eb2855dd7711e4a80658b9b73794d386e553c33f3eb5ff34c61212c9', '2026-01-12 16:10:30.250117+00', '20260112161030_soft_deletes', NULL, NULL, '2026-01-12 16:10:30.000042+00', '1'),
  ('00000000-0000-4000-8000-000000000100', 'd23ce990eb2855dd7711e4a80658b9b73794d386e553c33f3eb5ff34c61212c9', NULL, '20260112161030_soft_deletes', 'ERROR: lock timeout', '2026-01-12 16:10:30.250117+00', '2026-01-12 16:10:30.000042+00', '0');

INSERT INTO "drizzle"."__drizzle_migrations" ("id", "hash", "created_at") VALUES
  ('1', '9edbba31cb067d3a6f539ae421f860176c9e7cd115bfc32ddcbe5cf04acea37a', '1756857600000'),
  ('2', 'acefd2cd8bf1d493617a6983f8c834581a7c7342472d45d7a05ed096072058e0', '1762128000000');

SELECT setval('videos_id_seq', (SELECT max(id) FROM videos));
