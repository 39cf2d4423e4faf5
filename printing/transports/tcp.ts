import type { PrinterState } from '#domain/wire';
import type { PrinterProfile } from '../profiles.ts';
import { fenceQuery, mayPrint, processId, processIdQuery } from '../replies.ts';
import { openConnection, type Connection } from './connection.ts';
import { askState, awaitProof, isFence, isProcessId, watchState } from './questions.ts';
import type { Delivery, JobToSend, Transport } from './transport.ts';

/**
 * A network printer on port 9100: a pipe for bytes without any receipt of its own. The state is
 * asked before the first byte; after the last one a fence or process id proves that it was printed,
 * where the printer has one. Without it, a closed connection only shows that all was taken.
 *
 * A printer that has lately answered and is silent now is asleep, hung or off behind its network
 * box: it counts as offline, and nothing is sent. One that never answers is sent to unseen.
 */
export function tcpTransport(
	{ host, port }: { readonly host: string; readonly port: number },
	profile: PrinterProfile,
): Transport {
	const { timing } = profile;
	let answeredAt = -Infinity;
	let isStranger = true;

	async function greet(connection: Connection): Promise<PrinterState> {
		const hasAnswered = performance.now() - answeredAt < timing.trustMs;
		const mayAnswer = hasAnswered || isStranger;
		const state = await askState(connection, profile, mayAnswer ? timing.wakeMs : 0);
		isStranger = false;
		if (state !== 'unknown') answeredAt = performance.now();
		return state === 'unknown' && hasAnswered ? 'offline' : state;
	}

	return {
		async status() {
			const connection = await openConnection(host, port, timing.connectMs);
			if (!connection) return 'offline';
			const state = await greet(connection);
			await connection.finish(timing.replyMs);
			return state;
		},
		async send(bytes, job) {
			const connection = await openConnection(host, port, timing.connectMs);
			if (!connection) return { outcome: 'not_sent', state: 'offline' };
			const state = await greet(connection);
			if (!mayPrint(state)) {
				await connection.finish(timing.replyMs);
				return { outcome: 'not_sent', state };
			}
			const completion = await completionOf(connection, profile);
			if (!(await job.beforeFirstByte())) {
				connection.drop();
				return { outcome: 'withdrawn' };
			}
			const delivery = await deliver(connection, bytes, { job, profile, completion, state });
			connection.drop();
			return delivery;
		},
	};
}

interface Circumstances {
	readonly job: JobToSend;
	readonly profile: PrinterProfile;
	readonly completion: 'none' | 'gs_r' | 'gs_paren_h';
	readonly state: PrinterState;
}

async function deliver(
	connection: Connection,
	bytes: Uint8Array,
	{ job, profile, completion, state }: Circumstances,
): Promise<Delivery> {
	const { timing } = profile;
	const doubtful = (reason: string, state?: PrinterState): Delivery =>
		state && !mayPrint(state)
			? { outcome: 'doubtful', reason, state }
			: { outcome: 'doubtful', reason };
	const id = processId(job.attempt);
	const fence =
		completion === 'gs_paren_h' ? processIdQuery(id) : completion === 'gs_r' ? fenceQuery : [];
	const written = await connection.write(Uint8Array.of(...bytes, ...fence), timing.stallMs);
	if (written !== 'taken') return doubtful(`${written}: ${connection.trouble()}`);

	if (completion !== 'none') {
		const isProof = completion === 'gs_paren_h' ? isProcessId(id) : isFence;
		const proof = await awaitProof(connection, profile, { state, isProof });
		if (typeof proof === 'string') {
			return doubtful(`no proof: ${connection.trouble()}, printer ${proof}`, proof);
		}
		const after = state === 'unknown' ? state : await askState(connection, profile, 0);
		// A fence tells that the bytes were interpreted; without paper that is not enough.
		const end = proof.type === 'fence' && proof.isPaperOut ? 'paper_out' : after;
		if (proof.type === 'fence' && !mayPrint(end)) return doubtful(`printer ${end}`, end);
		await connection.finish(timing.replyMs);
		return { outcome: 'sent', proof: proof.type };
	}
	const after = state === 'unknown' ? state : await watchState(connection, profile);
	if (!mayPrint(after)) return doubtful(`printer ${after}`, after);
	const end = await connection.finish(timing.closeMs);
	if (end === 'broken') return doubtful(`broken: ${connection.trouble()}`);
	return { outcome: 'sent', proof: end === 'closed' ? 'peer_eof' : 'none' };
}

/** A fence is relied on only when this very printer has just answered one. */
async function completionOf(
	connection: Connection,
	{ completion, timing }: PrinterProfile,
): Promise<Circumstances['completion']> {
	if (completion !== 'probe') return completion;
	await connection.write(fenceQuery, timing.replyMs);
	return (await connection.reply(isFence, timing.replyMs)) ? 'gs_r' : 'none';
}
