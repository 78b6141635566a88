import { createOwnerCommand } from './accounts/create-owner.ts'
import { resetPasswordCommand } from './accounts/reset-password.ts'
import { auditKeyCommand } from './audit/audit-key.ts'
import { exportAuditCommand } from './audit/export-audit.ts'
import { verifyAuditCommand } from './audit/verify-audit.ts'
import { backupCommand } from './backup/backup.ts'
import { restoreCommand } from './backup/restore.ts'
import type { Command } from './command.ts'
import { doctorCommand } from './doctor/doctor.ts'
import { exportKeysCommand } from './keys/export-keys.ts'
import { rotateKeysCommand } from './keys/rotate-keys.ts'
import { verifyReceiptCommand } from './receipts/verify-receipt.ts'

/** In the order of the help. */
export const commands: readonly Command[] = [
  doctorCommand,
  createOwnerCommand,
  resetPasswordCommand,
  backupCommand,
  restoreCommand,
  exportKeysCommand,
  rotateKeysCommand,
  verifyAuditCommand,
  exportAuditCommand,
  auditKeyCommand,
  verifyReceiptCommand,
]
