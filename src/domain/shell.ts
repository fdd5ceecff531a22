/** Into whose window a command is pasted. */
export type Shell = 'posix' | 'fish' | 'powershell';
