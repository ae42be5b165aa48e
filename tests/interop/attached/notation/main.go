// Signs an artifact with the library that the program notation is built on, once in each form.
//
// It reads the descriptor of the artifact as JSON from standard input, and writes the two
// signatures and the certificates that they can be checked with as JSON to standard output.
package main

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"time"

	"github.com/notaryproject/notation-core-go/signature"
	"github.com/notaryproject/notation-core-go/signature/cose"
	"github.com/notaryproject/notation-core-go/signature/jws"
	"github.com/notaryproject/notation-core-go/testhelper"
)

type signed struct {
	MediaType string `json:"mediaType"`
	Envelope  []byte `json:"envelope"`
	Root      string `json:"root"`
	Leaf      string `json:"leaf"`
}

func main() {
	var artifact any
	if err := json.NewDecoder(os.Stdin).Decode(&artifact); err != nil {
		fail(err)
	}
	payload, err := json.Marshal(map[string]any{"targetArtifact": artifact})
	if err != nil {
		fail(err)
	}
	rsa := testhelper.GetRSALeafCertificate()
	ec := testhelper.GetECLeafCertificate()
	root := testhelper.GetRSARootCertificate().Cert
	results := []signed{}
	for _, form := range []struct {
		mediaType string
		key       any
		chain     []*x509.Certificate
	}{
		{jws.MediaTypeEnvelope, rsa.PrivateKey, []*x509.Certificate{rsa.Cert, root}},
		{cose.MediaTypeEnvelope, ec.PrivateKey, []*x509.Certificate{ec.Cert, testhelper.GetECRootCertificate().Cert}},
	} {
		signer, err := signature.NewLocalSigner(form.chain, form.key)
		if err != nil {
			fail(err)
		}
		envelope, err := signature.NewEnvelope(form.mediaType)
		if err != nil {
			fail(err)
		}
		bytes, err := envelope.Sign(&signature.SignRequest{
			Payload:       signature.Payload{ContentType: "application/vnd.cncf.notary.payload.v1+json", Content: payload},
			Signer:        signer,
			SigningTime:   time.Now(),
			SigningScheme: signature.SigningSchemeX509,
			SigningAgent:  "chartroom's tests",
		})
		if err != nil {
			fail(err)
		}
		last := form.chain[len(form.chain)-1]
		results = append(results, signed{form.mediaType, bytes, encode(last), encode(form.chain[0])})
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		fail(err)
	}
}

func encode(certificate *x509.Certificate) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw}))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
