#!/usr/bin/env python3
"""An independent client: reads a My Number card through python3-pyscard, knowing nothing of this project's code.

read_card.py NUMBER_A NUMBER_B PIN PASSWORD CERTIFICATE SIGNED MESSAGE: prints what it read as JSON; writes the authentication
certificate (DER) and a CMS signature over the file MESSAGE, made with the card's signature key.
"""
import hashlib
import json
import sys

from smartcard.System import readers

JPKI = "D392F000260100000001"
VISUAL = "D3921000310001010402"
TEXT = "D3921000310001010408"
RESIDENT = "D3921000310001010401"
SHARED = "D3921000310001010100"


class Card:
    def __init__(self):
        for reader in readers():
            self.connection = reader.createConnection()
            try:
                self.connection.connect()
                return
            except Exception:  # an empty reader
                continue
        sys.exit("no card")

    def send(self, hexadecimal, data=b"", le=None):
        command = list(bytes.fromhex(hexadecimal))
        if data:
            command += [len(data)] + list(data)
        if le is not None:
            command.append(le & 0xFF)
        answer, sw1, sw2 = self.connection.transmit(command)
        return bytes(answer), sw1 << 8 | sw2

    def must(self, *words, **named):
        answer, status = self.send(*words, **named)
        if status != 0x9000:
            sys.exit(f"{words[0]}: {status:04X}")
        return answer

    def select(self, application):
        self.must("00A4040C", bytes.fromhex(application))

    def file(self, number):
        self.must("00A4020C", bytes.fromhex(number))

    def verify(self, number, secret):
        self.file(number)
        self.must("00200080", secret.encode())

    def tries(self, number):
        self.file(number)
        _, status = self.send("00200080")
        if status & 0xFFF0 != 0x63C0:
            sys.exit(f"tries of {number}: {status:04X}")
        return status & 0xF

    def read(self, number):
        """All of a file by 256-byte READ BINARY, as far as its first object says."""
        self.file(number)
        content = b""
        while True:
            piece, status = self.send(f"00B0{len(content):04X}", le=0)
            if status == 0x6B00:
                return content
            if status != 0x9000:
                sys.exit(f"reading {number}: {status:04X}")
            content += piece
            if len(piece) < 256:
                return content

    def sign(self, key, digest_info):
        self.file(key)
        return self.must("802A0080", digest_info, le=0)


def objects(content):
    """The objects side by side: two-byte tags (first byte xF) or one-byte ones."""
    at = 0
    while at + 2 < len(content):
        size = 2 if content[at] & 0x1F == 0x1F else 1
        tag = content[at:at + size].hex().upper()
        at += size
        length = content[at]
        at += 1
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(content[at:at + count], "big")
            at += count
        yield tag, content[at:at + length]
        at += length


def inside(content):
    return dict(objects(next(objects(content))[1]))


def digest_info(message):
    return bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(message).digest()


def der(tag, *parts):
    value = b"".join(parts)
    size = len(value)
    if size < 0x80:
        return bytes([tag, size]) + value
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(digits)]) + digits + value


def der_value(content, at):
    """Where the value of the object at `at` begins and ends."""
    length, begin = content[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(content[begin:begin + count], "big")
        begin += count
    return begin, begin + length


def issuer_and_serial(certificate):
    begin, _ = der_value(certificate, 0)
    at, _ = der_value(certificate, begin)
    if certificate[at] == 0xA0:
        _, at = der_value(certificate, at)
    _, serial_end = der_value(certificate, at)
    serial = certificate[at:serial_end]
    _, algorithm_end = der_value(certificate, serial_end)
    _, issuer_end = der_value(certificate, algorithm_end)
    return der(0x30, certificate[algorithm_end:issuer_end], serial)


def cms(message, certificate, sign):
    """SignedData (RFC 5652), message attached, without signed attributes."""
    sha256 = der(0x30, bytes.fromhex("0609608648016503040201"), b"\x05\x00")
    rsa = der(0x30, bytes.fromhex("06092a864886f70d010101"), b"\x05\x00")
    inner = der(0x30, bytes.fromhex("06092a864886f70d010701"), der(0xA0, der(0x04, message)))
    signer = der(0x30, b"\x02\x01\x01", issuer_and_serial(certificate), sha256, rsa, der(0x04, sign(digest_info(message))))
    signed = der(0x30, b"\x02\x01\x01", der(0x31, sha256), inner, der(0xA0, certificate), der(0x31, signer))
    return der(0x30, bytes.fromhex("06092a864886f70d010702"), der(0xA0, signed))


def main():
    number_a, number_b, pin, password, certificate_file, signed_file, message_file = sys.argv[1:]
    card = Card()
    seen = {"tries": {}}
    for application, names in {JPKI: {"0018": "authentication PIN", "001B": "signature password"},
                               TEXT: {"0011": "text PIN", "0014": "text A", "0015": "text B"},
                               VISUAL: {"0013": "visual A", "0012": "visual B"},
                               RESIDENT: {"001C": "resident PIN"}, SHARED: {"001C": "shared PIN"}}.items():
        card.select(application)
        for number, name in names.items():
            seen["tries"][name] = card.tries(number)

    card.select(JPKI)
    seen["token"] = card.read("0006")[:32].decode().strip()
    certificate = card.read("000A")
    authority = card.read("000B")
    with open(certificate_file, "wb") as out:
        out.write(certificate)
    seen["authority"] = len(authority)
    card.verify("001B", password)
    signature_certificate = card.read("0001")
    with open(message_file, "rb") as message, open(signed_file, "wb") as out:
        out.write(cms(message.read(), signature_certificate, lambda digest: card.sign("001A", digest)))
    card.verify("0018", pin)
    seen["authentication signature"] = card.sign("0017", digest_info(b"nonce")).hex()

    card.select(TEXT)
    card.verify("0014", number_a)
    seen["my number"] = next(objects(card.read("0001")))[1].decode()
    card.file("0002")
    _, status = card.send("00B00000", le=4)
    seen["attributes with A"] = f"{status:04X}"
    card.select(TEXT)
    card.verify("0011", pin)
    attributes = inside(card.read("0002"))
    seen["name"] = attributes["DF22"].decode()
    seen["address"] = attributes["DF23"].decode()
    seen["birth"] = attributes["DF24"].decode()
    seen["sex"] = attributes["DF25"].decode()
    number_file = card.read("0001")
    body = next(objects(card.read("0002")))[1]
    signature = inside(card.read("0003"))
    table = len(der(0x21, attributes["DF21"])) + 1
    seen["digests"] = [signature["DF31"] == hashlib.sha256(number_file).digest(),
                       signature["DF32"] == hashlib.sha256(body[table:]).digest()]

    card.select(VISUAL)
    card.verify("0012", number_b)
    face = inside(card.read("0002"))
    seen["photo"] = face["DF27"][4:12].hex()
    seen["photo bytes"] = len(face["DF27"])
    seen["expiry"] = face["DF29"].decode()
    card.select(VISUAL)
    card.verify("0011", number_b[:6])
    seen["age record"] = inside(card.read("0001"))["DF11"].decode()
    print(json.dumps(seen, ensure_ascii=False))


main()
