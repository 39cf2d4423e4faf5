import type { Saying, zhRefusals } from './zh-refusals.ts';

/** English: why the server said no, and what to do next. */
export const enRefusals: Readonly<Record<keyof typeof zhRefusals, Saying>> = {
	request_invalid: ({ field }) => `One field is not right: ${plainField(field)}`,
	request_unreadable: () => 'What was sent cannot be read. Reload the page and try again',
	request_conflict: () => 'This form was sent before with other content. Close it and start anew',
	too_many_requests: () => 'Too many tries. Please wait a minute',
	too_large: () => 'The file is too large. Please split it',
	not_allowed: () => 'Your role may not do this. Please ask the director',
	village_unknown: () => 'First choose a village at the lower left',
	village_taken: () => 'A village with this name or number exists',
	record_unknown: () => 'Not found. Somebody may have changed it',
	record_changed: () => 'Somebody has just changed this. Look at what is new, then change it again',
	sign_in_wrong: () => 'Username or password is wrong. Please look again',
	sign_in_locked: ({ seconds }) =>
		`Several wrong passwords: wait ${String(seconds)} seconds. The director can set a new one`,
	set_up_code_wrong: () => 'The set-up code is wrong. It stands in the window of the start program',
	set_up_done: () => 'This server is set up already. Please sign in',
	password_too_short: ({ least }) => `A password has at least ${String(least)} characters`,
	password_too_long: () => 'The password is too long: 71 letters or 23 Chinese characters at most',
	password_wrong: () => 'The present password is wrong',
	username_taken: () => 'This username is taken. Please choose another',
	own_role_kept: () => 'You cannot take the director role from yourself. Ask another director',
	own_account_kept: () => 'You cannot close your own account',
	rate_not_allowed: () => 'A point is worth at most 5.00 yuan',
	day_too_early: () => 'It cannot begin before today',
	device_name_taken: () => 'A device of the village has this name already. Choose another',
	group_taken: () => 'This group number exists already',
	group_unknown: () => 'There is no such group',
	group_full: () => 'This group has used all household numbers up to 999',
	place_taken: ({ household }) => `This household number is taken: ${String(household)}`,
	household_moved_out: () => 'This household has moved out',
	household_barred: () => 'This household is barred in this cycle: move it out when that is over',
	household_present: () => 'This household lives in the village',
	passbook_open: () => 'This household has a passbook already',
	passbook_missing: () => 'This household has no passbook yet. Open one first',
	import_has_faults: () => 'The file has faults. Nothing was imported',
	other: ({ code }) => `The server said no (${String(code)})`,
};

// helperPhone is read as "helper phone", village.name as "village name".
function plainField(field: unknown): string {
	return String(field)
		.replaceAll('.', ' ')
		.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
