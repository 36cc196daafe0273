"""`kyotsu tenant retire`: a tenant's end, in order, with a record, and to be taken up again."""
