"""Signs requests by botocore: a JSON list on standard input, the same with headers and URL on standard output."""
import json
import sys

from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

signed = []
for given in json.load(sys.stdin):
    credentials = Credentials(given["accessKeyId"], given["secretAccessKey"], given.get("sessionToken"))
    request = AWSRequest(given["method"], given["url"], data=given.get("body", "").encode())
    scheme = SigV4QueryAuth if given.get("presign") else SigV4Auth
    scheme(credentials, "execute-api", "us-east-1").add_auth(request)
    signed.append({"url": request.url, "headers": dict(request.headers.items())})
json.dump(signed, sys.stdout)
