import { answer } from './replies.ts';
import { addDevice, pairDevice, renewDeviceCode, revokeDevice } from './devices.ts';
import { health } from './health.ts';
import { changePassword, officeMe } from './office-me.ts';
import {
	answerPrintJob,
	printJobView,
	reportPrinter,
	reportPrintJob,
	takePrintJob,
} from './print-jobs.ts';
import { enterRedemption } from './redemptions.ts';
import { scan } from './scans.ts';
import { addVillage, setUp, setUpState } from './set-up.ts';
import { shelf } from './shelf.ts';

/** Everything that a route may call; main.pb.ts names each with its address. */
const routes = {
	addDevice,
	addVillage,
	answerPrintJob,
	changePassword,
	enterRedemption,
	health,
	officeMe,
	pairDevice,
	printJobView,
	renewDeviceCode,
	reportPrinter,
	reportPrintJob,
	revokeDevice,
	scan,
	setUp,
	setUpState,
	shelf,
	takePrintJob,
} satisfies Record<string, (e: core.RequestEvent) => ReturnType<typeof health>>;

export type RouteName = keyof typeof routes;

/** Runs a route of ours and answers for it. */
export function run(name: RouteName, e: core.RequestEvent): void {
	answer(e, () => routes[name](e));
}

export { serveFile } from './pages.ts';
