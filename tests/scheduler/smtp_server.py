"""An SMTP server for tests (Debian's python3-aiosmtpd) on a free port of 127.0.0.1. The first line on standard output is
the port, each line after it one mail that was accepted, as JSON. Ends when its standard input ends.

  smtp_server.py [--user NAME --password WORD]     signing in is required
                 [--certificate FILE --key FILE]   offers and requires STARTTLS; with --tls: TLS from the first byte
                 [--refuse COMMAND REPLY]          answers MAIL, RCPT or DATA (after the text) with REPLY; may be repeated
                 [--hang COMMAND]                  never answers DATA (after the text) or QUIT
"""
import argparse
import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

options = argparse.ArgumentParser()
options.add_argument("--user")
options.add_argument("--password")
options.add_argument("--certificate")
options.add_argument("--key")
options.add_argument("--tls", action="store_true")
options.add_argument("--refuse", nargs=2, action="append", default=[])
options.add_argument("--hang", default="")
wanted = options.parse_args()
refused = dict(wanted.refuse)
warnings.simplefilter("ignore")  # signing in without TLS
logging.disable()  # clients that hang up, as they should


def tell(line):
    print(line, flush=True)


def shown(server, session, envelope):
    letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
    return {
        "mail_from": envelope.mail_from,
        "rcpt_to": envelope.rcpt_tos,
        "greeting": session.host_name,
        "tls": server.transport.get_extra_info("ssl_object") is not None,
        "user": session.auth_data or "",
        "headers": dict(letter.items()),
        "defects": [str(one) for one in letter.defects] + [str(one) for value in letter.values() for one in value.defects],
        "from_name": letter["From"].addresses[0].display_name if letter["From"] else "",
        "text": letter.get_content().replace("\r\n", "\n"),
        "raw": envelope.content.decode("latin-1"),
    }


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if "MAIL" in refused:
            return refused["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if "RCPT" in refused:
            return refused["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if wanted.hang == "DATA":
            await asyncio.Event().wait()
        if "DATA" in refused:
            return refused["DATA"]
        tell(json.dumps(shown(server, session, envelope)))
        return "250 2.0.0 taken"

    async def handle_QUIT(self, server, session, envelope):
        if wanted.hang == "QUIT":
            await asyncio.Event().wait()
        return "221 Bye"


def signed_in(server, session, envelope, mechanism, data):
    fits = data.login == wanted.user.encode() and data.password == wanted.password.encode()
    return AuthResult(success=fits, handled=False, auth_data=wanted.user if fits else None)


async def main():
    context = None
    if wanted.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(wanted.certificate, wanted.key)
    how = {"hostname": "mx.example.test"}
    if wanted.user:
        how.update(auth_required=True, auth_require_tls=False, authenticator=signed_in)
    if context and not wanted.tls:
        how.update(tls_context=context, require_starttls=True)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(), loop=loop, **how), "127.0.0.1", 0,
                                      ssl=context if wanted.tls else None)
    tell(server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
