import { refuse } from '#domain/result';
import { now } from './clock.ts';
import { platformStatus } from './faults.ts';
import { answer } from './replies.ts';
import { execute, figure, row } from './sql.ts';

const failuresMost = 5;
const firstLockMs = 60_000;
const longestLockMs = 15 * 60_000;
/** After so long without a wrong password the counting begins anew. */
const forgottenAfterMs = 60 * 60_000;
const sweptAfterMs = 24 * 60 * 60_000;

interface Failures {
	readonly count: number;
	/** The instant at which the lock ends; before five failures, the last failure. */
	readonly lockedUntil: number;
}

/**
 * Guards signing in: five wrong passwords lock a username for a minute, every further one for twice
 * as long, up to fifteen minutes, whether somebody has that name or not. The refusal `sign_in_locked`
 * says the seconds. Throws whatever PocketBase refuses by itself; a fault is answered as one.
 */
export function guardSignIn(e: core.RecordAuthWithPasswordRequestEvent): void {
	try {
		signInUnlessLocked(e);
	} catch (error) {
		// Who has been let in has his answer, whatever fails after it.
		if (platformStatus(error) !== undefined || e.written()) throw error;
		// Thrown on, PocketBase would answer 400, which says that the password is wrong.
		answer(e, () => {
			throw error;
		});
	}
}

function signInUnlessLocked(e: core.RecordAuthWithPasswordRequestEvent): void {
	const username = e.identity.trim().toLowerCase().slice(0, 80);
	const failures = failuresOf(username);
	const waitMs = failures.count < failuresMost ? 0 : failures.lockedUntil - now();
	if (waitMs > 0) {
		// Answered here and not thrown: PocketBase would rewrite the figures of a thrown error.
		answer(e, () => refuse({ code: 'sign_in_locked', seconds: Math.ceil(waitMs / 1000) }));
		return;
	}
	try {
		e.next();
	} catch (error) {
		// Only a wrong name or password counts: a server in trouble locks nobody out.
		if (platformStatus(error) === 400) {
			// PocketBase takes a name that it could not look up for one that nobody has.
			figure($app, 'COUNT(*)', 'FROM staff');
			noteFailure(username, failures.count);
		}
		throw error;
	}
	execute($app, 'DELETE FROM sign_in_failures WHERE username = {:username}', { username });
}

function failuresOf(username: string): Failures {
	const found = row<Failures>(
		$app,
		{ count: 'count', lockedUntil: 'locked_until' },
		'FROM sign_in_failures WHERE username = {:username} AND locked_until > {:since}',
		{ username, since: now() - forgottenAfterMs },
	);
	return found ?? { count: 0, lockedUntil: 0 };
}

function noteFailure(username: string, before: number): void {
	const at = now();
	const count = before + 1;
	const lockMs =
		count < failuresMost
			? 0
			: Math.min(longestLockMs, firstLockMs * 2 ** Math.min(10, count - failuresMost));
	execute($app, 'DELETE FROM sign_in_failures WHERE locked_until < {:since}', {
		since: at - sweptAfterMs,
	});
	// Counted by the database: passwords tried at the same moment count one by one.
	execute(
		$app,
		`INSERT INTO sign_in_failures (id, username, [[count]], locked_until)
		VALUES ({:id}, {:username}, {:count}, {:until})
		ON CONFLICT (username) DO UPDATE SET locked_until = {:until},
		[[count]] = CASE WHEN {:before} = 0 THEN 1 ELSE [[count]] + 1 END`,
		{
			id: $security.randomStringWithAlphabet(15, '0123456789abcdefghijklmnopqrstuvwxyz'),
			username,
			count,
			until: at + lockMs,
			before,
		},
	);
}
