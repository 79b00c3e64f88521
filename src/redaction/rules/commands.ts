/**
 * Commands that take a password in a one-letter flag or from standard input.
 * Source: their manual pages. Catches `mysql -pSECRET`, `redis-cli -a SECRET`, `openssl … -k SECRET`.
 * Ignores the same letters behind other commands (`-p 8080`, `cp -a`). Known misses: commands not listed.
 */
export const passwordCommands =
  /(?<![\w-])(mysql(?:dump|admin|import)?|mariadb(?:-dump)?|mongo(?:sh|dump|restore)?|sshpass|redis-cli|docker login|podman login|helm registry login|az login|htpasswd|ldapsearch|ldapadd|smbclient|ssh-keygen|rabbitmqadmin|sipp|pjsua|sipsak|baresip|openssl|zip|unzip|7z|keytool|ansible|sqlcmd|bcp|isql|nats|mosquitto_(?:pub|sub)|kcat|kafkacat|xh|https?)\b/;

/** What makes the text before a pipe a credential. */
export const pipedInto =
  /--password-stdin|\bsudo\b[^\n]{0,20} -S|--with-token|base64|passwd|kubeseal|openssl|gh auth|secret|token|login|sha\d+sum|md5|argon2|htpasswd|vault/;
