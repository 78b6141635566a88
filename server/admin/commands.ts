import { auditKeyCommand } from './audit/audit-key.ts'
import { exportAuditCommand } from './audit/export-audit.ts'
import { verifyAuditCommand } from './audit/verify-audit.ts'
import type { Command } from './command.ts'

/** In the order of the help. */
export const commands: readonly Command[] = [verifyAuditCommand, exportAuditCommand, auditKeyCommand]
