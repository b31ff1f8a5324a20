CREATE TABLE `document_authors` (
	`document_id` text NOT NULL,
	`client_id` integer NOT NULL,
	`person_id` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`document_id`, `client_id`, `person_id`),
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
