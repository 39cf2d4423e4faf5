import { ok, refuse } from '#domain/result';
import type { PrinterState, PrinterView } from '#domain/wire';
import { now } from './clock.ts';
import { badField, readBody, readWord } from './fields.ts';
import type { Answer } from './replies.ts';
import { executeOne, row } from './sql.ts';
import { requireDevice, requireVillageStaff, roles } from './who.ts';

/** An agent tells of its printer every 30 s, also while it prints: this is more than twice missed. */
const silentAgentMs = 75_000;

const states: readonly PrinterState[] = [
	'unknown',
	'ready',
	'near_end',
	'paper_out',
	'cover_open',
	'error',
	'offline',
	'disk_full',
];

/** POST /api/agent/status: what the agent's printer says of itself. */
export function reportPrinter(e: core.RequestEvent): Answer {
	const agent = requireDevice(e, 'print_agent');
	if (!agent.ok) return agent;
	const printer = readWord(readBody(e)?.['printer'], states);
	if (!printer) return refuse(badField('printer'));
	executeOne(
		$app,
		`UPDATE devices SET printer = {:printer}, last_seen_at = {:at},
		printer_since = CASE WHEN printer = {:printer} THEN printer_since ELSE {:at} END
		WHERE id = {:id}`,
		{ printer, at: now(), id: agent.value.id },
	);
	return ok({ printer });
}

/** GET /api/shop/printer: how the village's printer is; asked every few seconds. */
export function shopPrinter(e: core.RequestEvent): Answer {
	const device = requireDevice(e, 'kiosk');
	return device.ok ? ok(printerOf(device.value.village)) : device;
}

/** GET /api/office/printer: how the village's printer is, for every page of the office. */
export function officePrinter(e: core.RequestEvent): Answer {
	const staff = requireVillageStaff(e, roles);
	return staff.ok ? ok(printerOf(staff.value.village)) : staff;
}

/** What the village's print agent last said of its printer; offline when it has fallen silent. */
export function printerOf(village: string): PrinterView {
	const agent = row<{ printer: PrinterState | ''; since: number; seenAt: number }>(
		$app,
		{ printer: 'printer', since: 'printer_since', seenAt: 'last_seen_at' },
		`FROM devices WHERE village = {:village} AND kind = 'print_agent' AND status = 'active'
		ORDER BY last_seen_at DESC`,
		{ village },
	);
	if (!agent || agent.printer === '') return { printer: 'unknown', since: 0 };
	const { printer, since, seenAt } = agent;
	if (now() - seenAt <= silentAgentMs) return { printer, since };
	return { printer: 'offline', since: printer === 'offline' && since > 0 ? since : seenAt };
}
