/** Coming in and going out: names and their owners, passwords, invites, bans, who did what. */
package chat.parley.server.account;
