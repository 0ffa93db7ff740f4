// Runs on any Node from 20 on and needs nothing installed: it is what installs everything else.
import { launch } from './launch.mjs'

process.exitCode = await launch(process.argv[2] ?? '', process.argv.slice(3), process.cwd())
