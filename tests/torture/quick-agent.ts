/**
 * The print agent as a program of its own, as printing/agent.ts starts it, with less patience: a
 * printer that is slow by minutes is slow by moments here.
 */
import { runAgent } from '#printing/agent';
import { readAgentSettings, transportTo } from '#printing/agent-settings';
import { logLine } from '#printing/log-line';
import { quickProfile } from '../printer.ts';

const settings = readAgentSettings([], process.env);
const quick = quickProfile(settings.profile.id);
const timing = {
	...quick.timing,
	replyMs: 300,
	wakeMs: 1500,
	trustMs: 60_000,
	completionMs: 1000,
	watchMs: 200,
};
const profile = { ...quick, timing };
const agent = runAgent({
	...settings,
	profile,
	transport: transportTo(process.env['LOVE_PRINTER'] ?? '', profile),
	pollMs: 40,
	lookMs: 60,
	statusMs: 500,
	retryMs: 40,
	say: logLine,
});
process.on('SIGTERM', () => void agent.stop());
await agent.ended;
