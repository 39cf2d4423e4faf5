import { answer } from './replies.ts';
import { addDevice, pairDevice, renewDeviceCode, revokeDevice } from './devices.ts';
import { importEntries } from './entry-imports.ts';
import { importHouseholds } from './household-imports.ts';
import { householdList } from './household-list.ts';
import { householdPage } from './household-page.ts';
import { editHousehold, enrolHousehold, moveOutHousehold, returnHousehold } from './households.ts';
import { openPassbooks, passbookCards, replacePassbook } from './passbooks.ts';
import { addGroup, renameGroup, setSettings, settingsHistory } from './settings-office.ts';
import { addStaff, editStaff, staffList } from './staff.ts';
import { health } from './health.ts';
import { changePassword, officeMe } from './office-me.ts';
import {
	answerPrintJob,
	printJobView,
	reportPrinter,
	reportPrintJob,
	takePrintJob,
} from './print-jobs.ts';
import { enterOpeningStock } from './opening-stock.ts';
import { importProducts } from './product-imports.ts';
import { resumeProduct, suspendProduct } from './product-shelf.ts';
import { enterRedemption } from './redemptions.ts';
import { scan } from './scans.ts';
import { addVillage, setUp, setUpState } from './set-up.ts';
import { shelf } from './shelf.ts';

/** Everything that a route may call; main.pb.ts names each with its address. */
const routes = {
	addDevice,
	addGroup,
	addStaff,
	addVillage,
	answerPrintJob,
	changePassword,
	editHousehold,
	editStaff,
	enrolHousehold,
	enterOpeningStock,
	enterRedemption,
	health,
	householdList,
	householdPage,
	importEntries,
	importHouseholds,
	importProducts,
	moveOutHousehold,
	officeMe,
	openPassbooks,
	pairDevice,
	passbookCards,
	printJobView,
	renameGroup,
	renewDeviceCode,
	replacePassbook,
	reportPrinter,
	reportPrintJob,
	resumeProduct,
	returnHousehold,
	revokeDevice,
	scan,
	setSettings,
	settingsHistory,
	setUp,
	setUpState,
	shelf,
	staffList,
	suspendProduct,
	takePrintJob,
} satisfies Record<string, (e: core.RequestEvent) => ReturnType<typeof health>>;

export type RouteName = keyof typeof routes;

/** Runs a route of ours and answers for it. */
export function run(name: RouteName, e: core.RequestEvent): void {
	answer(e, () => routes[name](e));
}

export { serveFile } from './pages.ts';
export { guardSignIn } from './sign-in.ts';
